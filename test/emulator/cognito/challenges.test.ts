import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { stepAt, totp } from '../../../emulator/services/cognito/mfa/totp.ts';
import { PASSWORD, startUserPools, type UserPools } from './support/user-pools.ts';

const USERNAME = 'ada@example.com';

describe('challenges', () => {
  const clock = new ManualClock();
  let pools: UserPools;
  beforeAll(async () => {
    pools = await startUserPools({ clock });
  });
  afterAll(() => pools.close());

  const begin = (ClientId: string, password = PASSWORD) =>
    pools.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD: password },
      }),
    );
  const respond = (
    ClientId: string,
    ChallengeName: ChallengeNameType,
    Session: string | undefined,
    responses: Record<string, string>,
  ) =>
    pools.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME, ...responses },
      }),
    );
  const code = (secret: string) => totp(secret, stepAt(clock.now()));

  it('computes the codes of RFC 6238', () => {
    // The appendix has eight digits; authenticator apps and Cognito take the last six.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(totp(secret, stepAt(59_000))).toBe('287082');
    expect(totp(secret, stepAt(1_111_111_109_000))).toBe('081804');
    expect(totp(secret, stepAt(20_000_000_000_000))).toBe('353130');
  });

  it('asks who was invited for a password and for what is missing', async () => {
    const Schema = [{ Name: 'name', Required: true, Mutable: true }];
    const { UserPoolId, ClientId } = await pools.pool({ Schema });
    const invitation = { UserPoolId, Username: USERNAME, DesiredDeliveryMediums: ['EMAIL' as const] };
    await pools.cognito.send(new AdminCreateUserCommand(invitation));
    const [, temporary = ''] = /temporary password is (\S+)\.$/.exec(pools.messages.at(-1)?.text ?? '') ?? [];
    const { ChallengeName, ChallengeParameters, Session } = await begin(ClientId, temporary);
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(JSON.parse(ChallengeParameters?.requiredAttributes ?? '')).toEqual(['userAttributes.name']);
    await expect(
      respond(ClientId, 'NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: 'short', 'userAttributes.name': 'Ada' }),
    ).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    });
    const answer = { NEW_PASSWORD: PASSWORD, 'userAttributes.name': 'Ada' };
    const { AuthenticationResult } = await respond(ClientId, 'NEW_PASSWORD_REQUIRED', Session, answer);
    expect(AuthenticationResult).toHaveProperty('IdToken');
    expect(await pools.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: USERNAME }))).toMatchObject({
      UserStatus: 'CONFIRMED',
    });
  });

  it('lets a temporary password end', async () => {
    const { UserPoolId, ClientId } = await pools.pool();
    await pools.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: USERNAME,
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
      }),
    );
    clock.advance(7 * 86_400_000);
    await expect(begin(ClientId)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Temporary password has expired and must be reset by an administrator.',
    });
  });

  it('sets an authenticator app up where the pool demands one, and asks for its codes from then on', async () => {
    const { UserPoolId, ClientId } = await pools.pool();
    await pools.person(UserPoolId);
    await pools.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    const first = await begin(ClientId);
    expect(first).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    const associated = await pools.cognito.send(new AssociateSoftwareTokenCommand({ Session: first.Session }));
    const secret = associated.SecretCode ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{52}$/);
    const verify = (UserCode: string) =>
      pools.cognito.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }));
    const wrong = code(secret) === '000000' ? '000001' : '000000';
    await expect(verify(wrong)).rejects.toMatchObject({
      name: 'EnableSoftwareTokenMFAException',
      message: 'Code mismatch',
    });
    const verified = await verify(code(secret));
    expect(verified.Status).toBe('SUCCESS');
    const done = await respond(ClientId, 'MFA_SETUP', verified.Session, {});
    expect(done.AuthenticationResult).toHaveProperty('AccessToken');

    clock.advance(30_000);
    const { ChallengeName, Session } = await begin(ClientId);
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    await expect(
      respond(ClientId, 'SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: '12345' }),
    ).rejects.toMatchObject({ name: 'CodeMismatchException', message: 'Invalid code received for user' });
    const answer = { SOFTWARE_TOKEN_MFA_CODE: code(secret) };
    expect(await respond(ClientId, 'SOFTWARE_TOKEN_MFA', Session, answer)).toHaveProperty('AuthenticationResult');
    const again = await begin(ClientId);
    await expect(respond(ClientId, 'SOFTWARE_TOKEN_MFA', again.Session, answer)).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    });
  });

  it('sends a code as a short message, which is good for the time of a session', async () => {
    const { UserPoolId, ClientId } = await pools.pool();
    await pools.person(UserPoolId, USERNAME, { phone_number: '+14325551212', phone_number_verified: 'true' });
    await pools.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: 'OPTIONAL',
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
      }),
    );
    expect(await begin(ClientId)).toHaveProperty('AuthenticationResult');
    await pools.cognito.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId,
        Username: USERNAME,
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const { ChallengeName, ChallengeParameters, Session } = await begin(ClientId);
    expect(ChallengeName).toBe('SMS_MFA');
    expect(ChallengeParameters).toMatchObject({
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: '+*******1212',
    });
    expect(pools.messages.at(-1)).toMatchObject({ kind: 'sms', to: '+14325551212' });
    const answer = { SMS_MFA_CODE: pools.code() };
    expect(await respond(ClientId, 'SMS_MFA', Session, answer)).toHaveProperty('AuthenticationResult');
    const late = await begin(ClientId);
    clock.advance(3 * 60_000);
    await expect(respond(ClientId, 'SMS_MFA', late.Session, { SMS_MFA_CODE: pools.code() })).rejects.toMatchObject({
      message: 'Invalid session for the user, session is expired.',
    });
  });

  it('lets people choose between two factors', async () => {
    const { UserPoolId, ClientId } = await pools.pool();
    await pools.person(UserPoolId, USERNAME, { phone_number: '+14325551212' });
    await pools.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: 'ON',
        SmsMfaConfiguration: {},
        EmailMfaConfiguration: {},
      }),
    );
    const { ChallengeName, ChallengeParameters, Session } = await begin(ClientId);
    expect(ChallengeName).toBe('SELECT_MFA_TYPE');
    expect(JSON.parse(ChallengeParameters?.MFAS_CAN_CHOOSE ?? '')).toEqual(['SMS_MFA', 'EMAIL_OTP']);
    const chosen = await respond(ClientId, 'SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' });
    expect(chosen.ChallengeName).toBe('EMAIL_OTP');
    const answer = { EMAIL_OTP_CODE: pools.code() };
    expect(await respond(ClientId, 'EMAIL_OTP', chosen.Session, answer)).toHaveProperty('AuthenticationResult');
  });

  it('lets people begin with a code instead of a password, where the pool does (USER_AUTH)', async () => {
    const { UserPoolId, ClientId } = await pools.pool({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    await pools.person(UserPoolId);
    const begun = await pools.cognito.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME } }),
    );
    expect(begun).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'],
    });
    const chosen = await respond(ClientId, 'SELECT_CHALLENGE', begun.Session, { ANSWER: 'EMAIL_OTP' });
    const wrong = pools.code() === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 3; guess += 1) {
      await expect(respond(ClientId, 'EMAIL_OTP', chosen.Session, { EMAIL_OTP_CODE: wrong })).rejects.toMatchObject({
        name: 'CodeMismatchException',
      });
    }
    await expect(
      respond(ClientId, 'EMAIL_OTP', chosen.Session, { EMAIL_OTP_CODE: pools.code() }),
    ).rejects.toMatchObject({ message: 'Invalid session for the user.' });
  });
});
