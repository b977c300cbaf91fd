import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  CreateGroupCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { readClaims } from '../../../emulator/services/cognito/tokens/jwt.ts';
import { createRole } from '../lambda/support/functions.ts';
import { PASSWORD, startUserPools, type UserPools } from './support/user-pools.ts';

const EMAIL = 'ada@example.com';

describe('people of a pool', () => {
  const clock = new ManualClock();
  let pools: UserPools;
  let UserPoolId: string;
  let ClientId: string;
  beforeEach(async () => {
    pools = await startUserPools({ clock });
    ({ UserPoolId, ClientId } = await pools.pool({}, { PreventUserExistenceErrors: 'ENABLED' }));
  });
  afterEach(() => pools.close());

  const signIn = async (USERNAME = EMAIL, password = PASSWORD, client = ClientId) => {
    const AuthParameters = { USERNAME, PASSWORD: password };
    const command = new InitiateAuthCommand({ ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    return (await pools.cognito.send(command)).AuthenticationResult ?? {};
  };
  const getUser = async (AccessToken: string | undefined) => {
    const { UserAttributes = [] } = await pools.cognito.send(new GetUserCommand({ AccessToken }));
    return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  };

  it('get a forgotten password reset by a code, for an hour', async () => {
    await pools.person(UserPoolId);
    const ask = () => pools.cognito.send(new ForgotPasswordCommand({ ClientId, Username: EMAIL }));
    const confirm = (ConfirmationCode: string, Password = 'Herbst-2026!') =>
      pools.cognito.send(new ConfirmForgotPasswordCommand({ ClientId, Username: EMAIL, ConfirmationCode, Password }));
    await ask();
    clock.advance(3_600_000);
    await expect(confirm(pools.code())).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    await ask();
    await expect(confirm(pools.code(), 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await confirm(pools.code());
    expect(await signIn(EMAIL, 'Herbst-2026!')).toHaveProperty('AccessToken');
    await expect(confirm(pools.code())).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    const { CodeDeliveryDetails } = await pools.cognito.send(
      new ForgotPasswordCommand({ ClientId, Username: 'nobody@example.com' }),
    );
    expect(CodeDeliveryDetails).toMatchObject({ Destination: 'n***@e***', DeliveryMedium: 'EMAIL' });
  });

  it('must reset it when an administrator says so', async () => {
    await pools.person(UserPoolId);
    await pools.cognito.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: EMAIL }));
    await expect(signIn()).rejects.toMatchObject({
      name: 'PasswordResetRequiredException',
      message: 'Password reset required for the user',
    });
  });

  it('are one however they spell their address, where the pool does not care about case', async () => {
    const relaxed = await pools.pool({ UsernameConfiguration: { CaseSensitive: false } });
    await pools.person(relaxed.UserPoolId, 'Ada@Example.com');
    expect(await signIn('ADA@example.COM', PASSWORD, relaxed.ClientId)).toHaveProperty('IdToken');
    await expect(
      pools.cognito.send(new SignUpCommand({ ClientId: relaxed.ClientId, Username: EMAIL, Password: PASSWORD })),
    ).rejects.toMatchObject({ name: 'UsernameExistsException' });
  });

  it('sign in with an alias once it is verified, and it belongs to one of them', async () => {
    const plain = await pools.pool({ UsernameAttributes: undefined, AliasAttributes: ['email'] });
    await pools.person(plain.UserPoolId, 'ada', { email: EMAIL });
    expect(await signIn(EMAIL, PASSWORD, plain.ClientId)).toHaveProperty('IdToken');
    expect(await signIn('ada', PASSWORD, plain.ClientId)).toHaveProperty('IdToken');
    await pools.person(plain.UserPoolId, 'eve', { email: EMAIL, email_verified: 'false' });
    const verify = new AdminUpdateUserAttributesCommand({
      UserPoolId: plain.UserPoolId,
      Username: 'eve',
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    });
    await expect(pools.cognito.send(verify)).rejects.toMatchObject({
      name: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
  });

  it('keep the old address until the new one is verified, where the pool says so', async () => {
    const careful = await pools.pool({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
    await pools.person(careful.UserPoolId);
    const { AccessToken } = await signIn(EMAIL, PASSWORD, careful.ClientId);
    const UserAttributes = [{ Name: 'email', Value: 'countess@example.com' }];
    await pools.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
    expect(pools.messages.at(-1)?.to).toBe('countess@example.com');
    expect(await getUser(AccessToken)).toMatchObject({ email: EMAIL, email_verified: 'true' });
    const Code = pools.code();
    await pools.cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
    expect(await getUser(AccessToken)).toMatchObject({ email: 'countess@example.com', email_verified: 'true' });
    expect(await signIn('countess@example.com', PASSWORD, careful.ClientId)).toHaveProperty('IdToken');
    await expect(signIn(EMAIL, PASSWORD, careful.ClientId)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it('write what the schema and the client allow', async () => {
    const { ClientId: app, UserPoolId: id } = await pools.pool(
      {
        Schema: [
          {
            Name: 'tenant',
            AttributeDataType: 'String',
            Mutable: false,
            StringAttributeConstraints: { MaxLength: '5' },
          },
          { Name: 'age', AttributeDataType: 'Number', Mutable: true, NumberAttributeConstraints: { MinValue: '18' } },
        ],
      },
      { WriteAttributes: ['email', 'custom:tenant', 'custom:age'], ReadAttributes: ['email'] },
    );
    const signUp = (attributes: Record<string, string>) =>
      pools.cognito.send(
        new SignUpCommand({
          ClientId: app,
          Username: EMAIL,
          Password: PASSWORD,
          UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
    await expect(signUp({ 'custom:tenant': 'northern' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('Attributes did not conform to the schema: custom:tenant: '),
    });
    await expect(signUp({ 'custom:age': '17' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    for (const name of ['nickname', 'email_verified']) {
      await expect(signUp({ [name]: 'true' })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'A client attempted to write unauthorized attribute',
      });
    }
    await pools.person(id, EMAIL, { 'custom:tenant': 'north', 'custom:age': '42' });
    const { AccessToken, IdToken = '' } = await signIn(EMAIL, PASSWORD, app);
    expect(readClaims(IdToken)).not.toHaveProperty('custom:tenant');
    expect(await getUser(AccessToken)).toEqual({ email: EMAIL, sub: expect.any(String) });
    const UserAttributes = [{ Name: 'custom:tenant', Value: 'south' }];
    await expect(
      pools.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes })),
    ).rejects.toMatchObject({ message: 'user.custom:tenant: Attribute cannot be updated.\n' });
  });

  it('are listed by filter and page, and by group', async () => {
    for (const name of ['ada', 'adam', 'eve']) await pools.person(UserPoolId, `${name}@example.com`);
    const list = async (Filter?: string) => {
      const { Users = [] } = await pools.cognito.send(new ListUsersCommand({ UserPoolId, Filter }));
      return Users.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value).sort();
    };
    expect(await list('email ^= "ada"')).toEqual(['ada@example.com', 'adam@example.com']);
    expect(await list('email = "eve@example.com"')).toEqual(['eve@example.com']);
    expect(await list('cognito:user_status = "UNCONFIRMED"')).toEqual([]);
    await expect(list('email like "x"')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const first = await pools.cognito.send(new ListUsersCommand({ UserPoolId, Limit: 2 }));
    const { PaginationToken } = first;
    const second = await pools.cognito.send(new ListUsersCommand({ UserPoolId, Limit: 2, PaginationToken }));
    expect([first.Users?.length, second.Users?.length, second.PaginationToken]).toEqual([2, 1, undefined]);

    await pools.cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'member', Precedence: 10 }));
    await pools.cognito.send(
      new CreateGroupCommand({
        UserPoolId,
        GroupName: 'admin',
        Precedence: 1,
        RoleArn: 'arn:aws:iam::000000000000:role/admin',
      }),
    );
    for (const GroupName of ['member', 'admin']) {
      await pools.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username: EMAIL }));
    }
    const { Users } = await pools.cognito.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: 'admin' }));
    expect(Users).toHaveLength(1);
    const { AccessToken = '', IdToken = '' } = await signIn();
    expect(readClaims(AccessToken)).toMatchObject({ 'cognito:groups': ['admin', 'member'] });
    expect(readClaims(IdToken)).toMatchObject({
      'cognito:groups': ['admin', 'member'],
      'cognito:roles': ['arn:aws:iam::000000000000:role/admin'],
      'cognito:preferred_role': 'arn:aws:iam::000000000000:role/admin',
    });
  });

  it('confirm themselves by a link, where the pool sends one', async () => {
    const linked = await pools.pool({ VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } });
    await pools.cognito.send(new SignUpCommand({ ClientId: linked.ClientId, Username: EMAIL, Password: PASSWORD }));
    const [link = ''] = /http:\S+/.exec(pools.messages.at(-1)?.text ?? '') ?? [];
    const page = await fetch(link);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('has been confirmed')]);
    expect(await signIn(EMAIL, PASSWORD, linked.ClientId)).toHaveProperty('IdToken');
  });

  it('are managed by roles that IAM lets, while their own calls need no signature', async () => {
    await pools.person(UserPoolId);
    const statement = {
      Effect: 'Allow',
      Action: 'cognito-idp:AdminGetUser',
      Resource: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`,
    };
    const RoleArn = await createRole(new IAMClient(pools.client), 'reader', [statement]);
    const credentials = pools.identities.issueCredentials(
      pools.identities.assumeForService(RoleArn, 'lambda.amazonaws.com', 'me'),
    );
    const reader = new CognitoIdentityProviderClient({ ...pools.client, credentials });
    expect(await reader.send(new AdminGetUserCommand({ UserPoolId, Username: EMAIL }))).toHaveProperty('Username');
    await expect(
      reader.send(new AdminCreateUserCommand({ UserPoolId, Username: 'eve@example.com' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const unsigned = (operation: string, body: object) =>
      fetch(pools.endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
          'content-type': 'application/x-amz-json-1.1',
          origin: 'http://localhost:5173',
        },
        body: JSON.stringify(body),
      });
    const AuthParameters = { USERNAME: EMAIL, PASSWORD };
    const signedIn = await unsigned('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    const denied = await unsigned('AdminGetUser', { UserPoolId, Username: EMAIL });
    expect(denied.status).toBe(403);
  });

  it('call from web pages of this machine, and of no other', async () => {
    const preflight = (origin: string) =>
      fetch(pools.endpoint, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'cache-control,content-type,x-amz-target,x-amz-user-agent',
        },
      });
    const allowed = await preflight('http://127.0.0.1:5173');
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'http://127.0.0.1:5173',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': 'cache-control,content-type,x-amz-target,x-amz-user-agent',
    });
    expect((await preflight('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false);
  });
});
