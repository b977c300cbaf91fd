import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { ServiceDefinition } from '../../../../emulator/door/service.ts';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import type { OutgoingMessage } from '../../../../emulator/runtime/outbox.ts';
import { createCognito } from '../../../../emulator/services/cognito/service.ts';
import { type Ports, startEndpoint } from '../../support/endpoint.ts';

export type UserPools = Awaited<ReturnType<typeof startUserPools>>;

interface Options {
  readonly clock?: Ports['clock'];
  readonly more?: (ports: Ports) => readonly ServiceDefinition[];
}

export const PASSWORD = 'Sommer-2026!';

/** A cloud with Cognito, whose time stands still until a test moves it, and all messages that it sent. */
export async function startUserPools({ clock = new ManualClock(), more }: Options = {}) {
  const messages: OutgoingMessage[] = [];
  const outbox = { add: (message: OutgoingMessage) => void messages.push(message) };
  const cloud = await startEndpoint((ports) => [createCognito({ ...ports, outbox }), ...(more?.(ports) ?? [])], {
    clock,
  });
  const client = new CognitoIdentityProviderClient(cloud.client);
  return {
    ...cloud,
    cognito: client,
    messages,
    /** The code in the newest message. */
    code: () => /\b(\d{6})\b/.exec(messages.at(-1)?.text ?? '')?.[1] ?? '',
    /** A pool with one client, which may do everything. */
    async pool(
      pool: Partial<CreateUserPoolCommandInput> = {},
      app: Partial<CreateUserPoolClientCommandInput> = {},
    ): Promise<{ UserPoolId: string; ClientId: string; ClientSecret: string | undefined }> {
      const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'people', ...EMAIL, ...pool }));
      const UserPoolId = UserPool?.Id ?? '';
      const { UserPoolClient } = await client.send(
        new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app', ExplicitAuthFlows: FLOWS, ...app }),
      );
      return { UserPoolId, ClientId: UserPoolClient?.ClientId ?? '', ClientSecret: UserPoolClient?.ClientSecret };
    },
    /** Somebody who can sign in with `PASSWORD`. */
    async person(UserPoolId: string, Username = 'ada@example.com', attributes: Record<string, string> = {}) {
      const list = Object.entries({ email_verified: 'true', ...attributes });
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username,
          MessageAction: 'SUPPRESS',
          UserAttributes: list.map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }));
      return User?.Username ?? '';
    },
  };
}

const EMAIL = { UsernameAttributes: ['email' as const], AutoVerifiedAttributes: ['email' as const] };

const FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
] as const satisfies CreateUserPoolClientCommandInput['ExplicitAuthFlows'];
