import { createHmac } from 'node:crypto';
import {
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  type AuthFlowType,
  ChangePasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { readClaims } from '../../../emulator/services/cognito/tokens/jwt.ts';
import { SrpClient, srpSignIn } from './support/srp-client.ts';
import { PASSWORD, startUserPools, type UserPools } from './support/user-pools.ts';

const EMAIL = 'ada@example.com';

describe('signing in', () => {
  const clock = new ManualClock();
  let pools: UserPools;
  let UserPoolId: string;
  let ClientId: string;
  let username: string;
  beforeEach(async () => {
    pools = await startUserPools({ clock });
    ({ UserPoolId, ClientId } = await pools.pool());
    username = await pools.person(UserPoolId, EMAIL, { name: 'Ada' });
  });
  afterEach(() => pools.close());

  const initiate = (AuthFlow: AuthFlowType, AuthParameters: Record<string, string>, client = ClientId) =>
    pools.cognito.send(new InitiateAuthCommand({ ClientId: client, AuthFlow, AuthParameters }));
  const withPassword = async (password = PASSWORD, client = ClientId) =>
    (await initiate('USER_PASSWORD_AUTH', { USERNAME: EMAIL, PASSWORD: password }, client)).AuthenticationResult ?? {};
  const getUser = (AccessToken = '') => pools.cognito.send(new GetUserCommand({ AccessToken }));

  it('proves the password by SRP, and gives tokens with the claims of AWS', async () => {
    const { AuthenticationResult } = await srpSignIn(pools.cognito, { UserPoolId, ClientId }, EMAIL, PASSWORD);
    const now = clock.now() / 1000;
    const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
    const id = readClaims(AuthenticationResult?.IdToken ?? '');
    const access = readClaims(AuthenticationResult?.AccessToken ?? '');
    expect(id).toEqual({
      sub: username,
      email: EMAIL,
      email_verified: true,
      name: 'Ada',
      iss: issuer,
      'cognito:username': username,
      origin_jti: expect.any(String),
      aud: ClientId,
      event_id: expect.any(String),
      token_use: 'id',
      auth_time: now,
      iat: now,
      exp: now + 3600,
      jti: expect.any(String),
    });
    expect(access).toEqual({
      sub: username,
      iss: issuer,
      client_id: ClientId,
      origin_jti: id?.origin_jti,
      event_id: id?.event_id,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: now,
      iat: now,
      exp: now + 3600,
      jti: expect.any(String),
      username,
    });
    expect(access?.jti).not.toBe(id?.jti);
  });

  it('signs both tokens with keys of their own, which the pool publishes', async () => {
    const { IdToken = '', AccessToken = '' } = await withPassword();
    const answer = await fetch(`${pools.endpoint}/${UserPoolId}/.well-known/jwks.json`);
    const { keys } = (await answer.json()) as { keys: Record<string, string>[] };
    const kidOf = (token: string): string =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
    expect(keys.map(({ kid }) => kid).sort()).toEqual([kidOf(IdToken), kidOf(AccessToken)].sort());
    expect(keys).toEqual(keys.map(() => expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB' })));
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const discovered = await fetch(`${pools.endpoint}/${UserPoolId}/.well-known/openid-configuration`);
    expect(await discovered.json()).toMatchObject({
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
      jwks_uri: `${pools.endpoint}/${UserPoolId}/.well-known/jwks.json`,
    });
  });

  it.each([
    ['somebody who is there', EMAIL],
    ['nobody', 'nobody@example.com'],
  ])('refuses a wrong password in the same words for %s', async (_, name) => {
    const quiet = await pools.pool({}, { PreventUserExistenceErrors: 'ENABLED' });
    await pools.person(quiet.UserPoolId);
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(srpSignIn(pools.cognito, quiet, name, 'Winter-2026!')).rejects.toMatchObject(refused);
    const parameters = { USERNAME: name, PASSWORD: 'Winter-2026!' };
    await expect(initiate('USER_PASSWORD_AUTH', parameters, quiet.ClientId)).rejects.toMatchObject(refused);
  });

  it('poses the same challenge to nobody each time', async () => {
    const quiet = await pools.pool({}, { PreventUserExistenceErrors: 'ENABLED' });
    const ask = async () => {
      const parameters = { USERNAME: 'nobody@example.com', SRP_A: new SrpClient().publicValue };
      const { ChallengeParameters } = await initiate('USER_SRP_AUTH', parameters, quiet.ClientId);
      return ChallengeParameters;
    };
    const [first, second] = [await ask(), await ask()];
    expect(first?.SALT).toBe(second?.SALT);
    expect(first?.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first?.USER_ID_FOR_SRP).toBe(second?.USER_ID_FOR_SRP);
  });

  it('takes a proof once', async () => {
    const client = new SrpClient();
    const { ChallengeParameters = {} } = await initiate('USER_SRP_AUTH', {
      USERNAME: EMAIL,
      SRP_A: client.publicValue,
    });
    const answer = new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: client.prove(UserPoolId, PASSWORD, ChallengeParameters),
    });
    await pools.cognito.send(answer);
    await expect(pools.cognito.send(answer)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid session for the user.',
    });
  });

  it('refuses an A of zero, which would need no password', async () => {
    await expect(initiate('USER_SRP_AUTH', { USERNAME: EMAIL, SRP_A: '0' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('locks out who tries passwords, for twice as long each time', async () => {
    for (let failure = 0; failure < 5; failure += 1) {
      await expect(withPassword('Winter-2026!')).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    }
    const locked = { name: 'NotAuthorizedException', message: 'Password attempts exceeded' };
    await expect(withPassword()).rejects.toMatchObject(locked);
    clock.advance(1_000);
    await expect(withPassword('Winter-2026!')).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    clock.advance(1_000);
    await expect(withPassword()).rejects.toMatchObject(locked);
    await expect(srpSignIn(pools.cognito, { UserPoolId, ClientId }, EMAIL, PASSWORD)).rejects.toMatchObject(locked);
    clock.advance(1_000);
    expect(await withPassword()).toHaveProperty('AccessToken');
  });

  it('goes on with a refresh token until it ends, is revoked, or the user signs out everywhere', async () => {
    const { RefreshToken = '' } = await withPassword();
    const refresh = (REFRESH_TOKEN: string) => initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN });
    clock.advance(60_000);
    const { AuthenticationResult = {} } = await refresh(RefreshToken);
    expect(AuthenticationResult.RefreshToken).toBeUndefined();
    expect(readClaims(AuthenticationResult.AccessToken ?? '')).toMatchObject({
      auth_time: clock.now() / 1000 - 60,
      iat: clock.now() / 1000,
    });
    await pools.cognito.send(new RevokeTokenCommand({ ClientId, Token: RefreshToken }));
    await expect(refresh(RefreshToken)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid Refresh Token',
    });
    await expect(getUser(AuthenticationResult.AccessToken)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    });
    const second = await withPassword();
    const third = await withPassword();
    await pools.cognito.send(new GlobalSignOutCommand({ AccessToken: second.AccessToken }));
    await expect(getUser(third.AccessToken)).rejects.toMatchObject({ message: 'Access Token has been revoked' });
    const last = await withPassword();
    clock.advance(30 * 86_400_000);
    await expect(refresh(last.RefreshToken ?? '')).rejects.toMatchObject({ message: 'Refresh Token has expired' });
  });

  it('replaces refresh tokens where the client rotates them', async () => {
    const rotating = await pools.pool(
      {},
      {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      },
    );
    await pools.person(rotating.UserPoolId);
    const first = await withPassword(PASSWORD, rotating.ClientId);
    const rotate = async (RefreshToken = '') => {
      const command = new GetTokensFromRefreshTokenCommand({ ClientId: rotating.ClientId, RefreshToken });
      return (await pools.cognito.send(command)).AuthenticationResult ?? {};
    };
    const second = await rotate(first.RefreshToken);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    expect(await rotate(first.RefreshToken)).toHaveProperty('AccessToken');
    clock.advance(10_000);
    await expect(rotate(first.RefreshToken)).rejects.toMatchObject({ message: 'Refresh Token has been revoked' });
    expect(await rotate(second.RefreshToken)).toHaveProperty('RefreshToken');
    await expect(
      initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: second.RefreshToken ?? '' }, rotating.ClientId),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('takes no token that is expired, forged, or of another kind', async () => {
    const { AccessToken = '', IdToken = '' } = await withPassword();
    await expect(getUser(IdToken)).rejects.toMatchObject({ message: 'Invalid Access Token' });
    const [, claims] = AccessToken.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    await expect(getUser(unsigned)).rejects.toMatchObject({ message: 'Invalid Access Token' });
    expect((await getUser(AccessToken)).Username).toBe(username);
    clock.advance(3_600_000);
    await expect(getUser(AccessToken)).rejects.toMatchObject({ message: 'Access Token has expired' });
  });

  it('wants the hash of the secret from a client that has one', async () => {
    const secretive = await pools.pool({}, { GenerateSecret: true });
    await pools.person(secretive.UserPoolId);
    const hash = createHmac('sha256', secretive.ClientSecret ?? '')
      .update(EMAIL + secretive.ClientId)
      .digest('base64');
    const parameters = { USERNAME: EMAIL, PASSWORD };
    await expect(initiate('USER_PASSWORD_AUTH', parameters, secretive.ClientId)).rejects.toMatchObject({
      message: `Client ${secretive.ClientId} is configured with secret but SECRET_HASH was not received`,
    });
    await expect(
      initiate('USER_PASSWORD_AUTH', { ...parameters, SECRET_HASH: 'wrong' }, secretive.ClientId),
    ).rejects.toMatchObject({ message: `Unable to verify secret hash for client ${secretive.ClientId}` });
    const answer = await initiate('USER_PASSWORD_AUTH', { ...parameters, SECRET_HASH: hash }, secretive.ClientId);
    expect(answer.AuthenticationResult).toHaveProperty('IdToken');
  });

  it('does what the client allows and nothing else', async () => {
    const strict = await pools.pool({}, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
    const parameters = { USERNAME: EMAIL, PASSWORD };
    await expect(initiate('USER_PASSWORD_AUTH', parameters, strict.ClientId)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    });
    await expect(initiate('ADMIN_USER_PASSWORD_AUTH', parameters)).rejects.toMatchObject({
      message: 'Initiate Auth method not supported.',
    });
    await expect(initiate('USER_PASSWORD_AUTH', { USERNAME: EMAIL })).rejects.toMatchObject({
      message: 'Missing required parameter PASSWORD',
    });
  });

  it('lets administrators sign people in, and shut them out', async () => {
    const AuthParameters = { USERNAME: EMAIL, PASSWORD };
    const request = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters } as const;
    const { AuthenticationResult } = await pools.cognito.send(new AdminInitiateAuthCommand(request));
    await pools.cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: EMAIL }));
    await expect(withPassword()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
    await expect(getUser(AuthenticationResult?.AccessToken)).rejects.toMatchObject({ message: 'User is disabled.' });
  });

  it('changes a password for who knows the old one', async () => {
    const { AccessToken } = await withPassword();
    const change = (PreviousPassword: string) =>
      pools.cognito.send(
        new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword: 'Herbst-2026!' }),
      );
    await expect(change('Winter-2026!')).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    await change(PASSWORD);
    await expect(withPassword()).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    expect(await withPassword('Herbst-2026!')).toHaveProperty('AccessToken');
  });
});
