import { createRequire } from 'node:module';
import { AWS, type Deployment } from '../bin/support/deployment.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Of JSON: whatever it holds; the checks say what it should. */
  readonly body: ReturnType<typeof JSON.parse>;
}

/** Somebody who has signed in, or nobody, with the HTTP API before them. */
export class Person {
  readonly userId: string;
  readonly token: string;
  readonly #apiUrl: string;

  constructor(apiUrl: string, token = '', userId = '') {
    this.#apiUrl = apiUrl;
    this.token = token;
    this.userId = userId;
  }

  /** @param path of the API, or a link that it gave */
  get(path: string): Promise<Answered> {
    return this.#call(path, {});
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    return this.#call(path, { method: 'POST', body: JSON.stringify(body), headers });
  }

  async #call(
    path: string,
    { headers, ...init }: RequestInit & { headers?: Record<string, string> },
  ): Promise<Answered> {
    const url = path.startsWith('http') ? path : `${this.#apiUrl}${path}`;
    const authorization = this.token && { authorization: `Bearer ${this.token}` };
    const response = await fetch(url, { ...init, headers: { ...authorization, ...headers } });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  }
}

export async function nobody(deployment: Deployment): Promise<Person> {
  return new Person(await deployment.output('api', 'ApiUrl'));
}

/** Signs in as the page does, by SRP, which every stage takes. */
export async function signIn(deployment: Deployment, username: string, password: string): Promise<Person> {
  const { Amplify, auth } = loadAmplify();
  const { endpoint } = deployment.place;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: await deployment.output('identity', 'UserPoolId'),
        userPoolClientId: await deployment.output('identity', 'UserPoolClientId'),
        ...(endpoint !== AWS && { userPoolEndpoint: endpoint }),
      },
    },
  });
  await auth.signIn({ username, password });
  const { tokens, userSub } = await auth.fetchAuthSession();
  // Here, not there: the token stays good.
  await auth.signOut();
  if (!tokens?.idToken || !userSub) throw new Error(`Cognito gave ${username} no token`);
  return new Person(await deployment.output('api', 'ApiUrl'), tokens.idToken.toString(), userSub);
}

/** Its ES modules are for bundlers: Node takes the others. */
function loadAmplify() {
  const require = createRequire(import.meta.url);
  const { Amplify } = require('aws-amplify') as typeof import('aws-amplify');
  const { ConsoleLogger } = require('aws-amplify/utils') as typeof import('aws-amplify/utils');
  // It would warn of every endpoint that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  return { Amplify, auth: require('aws-amplify/auth') as typeof import('aws-amplify/auth') };
}
