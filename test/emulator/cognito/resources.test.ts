import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { deployable } from '../support/deployable.ts';
import { startUserPools, type UserPools } from './support/user-pools.ts';

/** What the CDK writes for a pool with e-mail sign-in and an optional second factor. */
const POOL = {
  UserPoolName: 'telar-dev',
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  AutoVerifiedAttributes: ['email'],
  EmailVerificationMessage: 'The code is {####}',
  EmailVerificationSubject: 'Verify',
  EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  MfaConfiguration: 'OPTIONAL',
  Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: 'true' } },
  Schema: [{ Name: 'name', Required: true, Mutable: true }],
  SmsVerificationMessage: 'The code is {####}',
  UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  UsernameAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
  VerificationMessageTemplate: {
    DefaultEmailOption: 'CONFIRM_WITH_CODE',
    EmailMessage: 'The code is {####}',
    EmailSubject: 'Verify',
    SmsMessage: 'The code is {####}',
  },
};

describe('resource types', () => {
  let pools: UserPools;
  beforeAll(async () => {
    pools = await startUserPools();
  });
  afterAll(() => pools.close());

  const type = (name: string) => {
    const service = pools.door.services().find((one) => one.name === 'cognito');
    return deployable(service?.resources ?? [], `AWS::Cognito::${name}`);
  };

  it('make a pool as the CDK writes it, and change it in place', async () => {
    const pool = await type('UserPool').create(POOL);
    const { physicalId: UserPoolId } = pool;
    expect(UserPoolId).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
    expect(pool.attributes).toEqual({
      Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`,
      ProviderName: `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
      ProviderURL: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
      UserPoolId,
    });
    const describe = async () => (await pools.cognito.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;
    expect(await describe()).toMatchObject({
      Name: 'telar-dev',
      MfaConfiguration: 'OPTIONAL',
      UsernameConfiguration: { CaseSensitive: false },
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true, TemporaryPasswordValidityDays: 7 } },
      SchemaAttributes: expect.arrayContaining([expect.objectContaining({ Name: 'name', Required: true })]),
    });
    expect(await pools.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject({
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    const changed = { ...POOL, Schema: [...POOL.Schema, { Name: 'tenant', AttributeDataType: 'String' }] };
    await type('UserPool').update(pool, changed, POOL);
    expect((await describe())?.SchemaAttributes).toContainEqual(expect.objectContaining({ Name: 'custom:tenant' }));
    await expect(type('UserPool').update(pool, POOL, changed)).rejects.toMatchObject({
      message: 'Invalid AttributeDataType input, existing attributes cannot be changed or removed.',
    });
  });

  it('make a client, a group, and a user in it', async () => {
    const { physicalId: UserPoolId } = await type('UserPool').create(POOL);
    const client = await type('UserPoolClient').create({
      UserPoolId,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      GenerateSecret: false,
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 43_200,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: ['http://localhost:5173'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['email', 'openid', 'profile'],
      AllowedOAuthFlowsUserPoolClient: true,
    });
    const described = await pools.cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId: client.physicalId }),
    );
    expect(described.UserPoolClient).toMatchObject({
      AccessTokenValidity: 60,
      AllowedOAuthScopes: ['email', 'openid', 'profile'],
    });
    await type('UserPoolGroup').create({ UserPoolId, GroupName: 'admin', Precedence: 1 });
    const user = { UserPoolId, Username: 'ada@example.com', UserAttributes: [{ Name: 'name', Value: 'Ada' }] };
    const made = await type('UserPoolUser').create({ ...user, MessageAction: 'SUPPRESS' });
    expect(made.physicalId).toBe('ada@example.com');
    const attachment = { UserPoolId, GroupName: 'admin', Username: made.physicalId };
    const attached = await type('UserPoolUserToGroupAttachment').create(attachment);
    const Username = 'ADA@example.com';
    expect(await pools.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }))).toMatchObject({
      UserStatus: 'FORCE_CHANGE_PASSWORD',
    });
    const groups = async () =>
      (await pools.cognito.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }))).Groups;
    expect(await groups()).toMatchObject([{ GroupName: 'admin', Precedence: 1 }]);
    await type('UserPoolUserToGroupAttachment').delete(attached, attachment);
    expect(await groups()).toEqual([]);
  });

  it('take a pool away with everything in it, and what is gone already', async () => {
    const pool = await type('UserPool').create(POOL);
    const { physicalId: UserPoolId } = pool;
    const user = await type('UserPoolUser').create({
      UserPoolId,
      Username: 'ada@example.com',
      MessageAction: 'SUPPRESS',
    });
    await type('UserPool').delete(pool, POOL);
    await type('UserPool').delete(pool, POOL);
    await type('UserPoolUser').delete(user, { UserPoolId, Username: 'ada@example.com' });
    await expect(pools.cognito.send(new DescribeUserPoolCommand({ UserPoolId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `User pool ${UserPoolId} does not exist.`,
    });
  });
});
