import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';

export const PASSWORD = 'Sommer-2026!';

const EMAIL = { UsernameAttributes: ['email' as const], AutoVerifiedAttributes: ['email' as const] };

const FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
] as const satisfies CreateUserPoolClientCommandInput['ExplicitAuthFlows'];

/** Makes pools and people by the SDK. */
export function peopleOf(config: CognitoIdentityProviderClientConfig) {
  const cognito = new CognitoIdentityProviderClient(config);
  return {
    cognito,
    /** A pool where people sign in with an e-mail address, and a client which may do everything. */
    async pool(
      pool: Partial<CreateUserPoolCommandInput> = {},
      app: Partial<CreateUserPoolClientCommandInput> = {},
    ): Promise<{ UserPoolId: string; ClientId: string; ClientSecret: string | undefined }> {
      const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'people', ...EMAIL, ...pool }));
      const UserPoolId = UserPool?.Id ?? '';
      const { UserPoolClient } = await cognito.send(
        new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app', ExplicitAuthFlows: [...FLOWS], ...app }),
      );
      return { UserPoolId, ClientId: UserPoolClient?.ClientId ?? '', ClientSecret: UserPoolClient?.ClientSecret };
    },
    /** Somebody who can sign in with `PASSWORD`; answers the username. */
    async person(UserPoolId: string, Username = 'ada@example.com', attributes: Record<string, string> = {}) {
      const list = Object.entries({ email_verified: 'true', ...attributes });
      const { User } = await cognito.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username,
          MessageAction: 'SUPPRESS',
          UserAttributes: list.map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      await cognito.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
      );
      return User?.Username ?? '';
    },
  };
}
