import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type { Telar } from './telar.ts';

const PASSWORD = 'Wool-and-warp-7';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Of JSON: whatever it holds. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Somebody who has signed in, or nobody. */
export interface Person {
  readonly userId: string;
  readonly token: string;
  get(path: string, call?: Call): Promise<Answered>;
  post(path: string, call?: Call): Promise<Answered>;
}

/** Signs up, reads the mail, confirms and signs in, as a person does. */
export async function signUp(telar: Telar, email: string): Promise<Person> {
  const ClientId = await telar.output('identity', 'UserPoolClientId');
  const attributes = [{ Name: 'email', Value: email }];
  await telar.cognito.send(
    new SignUpCommand({ ClientId, Username: email, Password: PASSWORD, UserAttributes: attributes }),
  );
  const mail = await (await fetch(`${telar.cloud.endpoint}/_telar/mailbox?to=${encodeURIComponent(email)}`)).text();
  const [, code] = /confirmation code is (\d{6})/.exec(mail) ?? [];
  await telar.cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode: code }));
  return signIn(telar, email);
}

/** The user that the dev stage comes with: an admin. */
export async function demoUser(telar: Telar): Promise<Person> {
  const email = await telar.output('identity', 'DemoUserEmail');
  return signIn(telar, email, await telar.output('identity', 'DemoUserPassword'));
}

export async function signIn(telar: Telar, email: string, password = PASSWORD): Promise<Person> {
  const ClientId = await telar.output('identity', 'UserPoolClientId');
  const { AuthenticationResult } = await telar.cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const token = AuthenticationResult?.IdToken ?? '';
  return withToken(telar, token, decodeJwt(token).sub);
}

/** Whoever holds this token; with an empty one, somebody who has none. */
export async function withToken(telar: Telar, token: string, userId = ''): Promise<Person> {
  const url = await telar.output('api', 'ApiUrl');
  const call = async (method: string, path: string, { body, headers }: Call = {}): Promise<Answered> => {
    const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  };
  return {
    userId,
    token,
    get: (path, options) => call('GET', path, options),
    post: (path, options) => call('POST', path, options),
  };
}

/** Of somebody who has signed in to a pool that the API knows nothing of. */
export async function tokenOfAnotherPool({ cognito }: Telar): Promise<string> {
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'another' }));
  const UserPoolId = UserPool?.Id;
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'web',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const Username = 'ana';
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }));
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: UserPoolClient?.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD },
    }),
  );
  return AuthenticationResult?.IdToken ?? '';
}
