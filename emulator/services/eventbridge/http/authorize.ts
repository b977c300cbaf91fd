import { AwsError } from '../../../door/errors.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Connection } from './model.ts';
import type { SendHttp } from './network.ts';
import { partsOf, type RequestParts } from './request-parts.ts';

interface Token {
  readonly value: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** How long a token is used whose server does not say. */
const UNKNOWN_LIFE_SECONDS = 60;

interface Deps {
  readonly send: SendHttp;
  readonly clock: Clock;
}

/** Makes the credentials of connections into parts of a request. */
export class Authorizations {
  readonly #deps: Deps;
  readonly #tokens = new Map<string, Token>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** What a request through the connection carries: its parameters and its authorization. */
  async parts(connection: Connection): Promise<RequestParts> {
    if (connection.state === 'DEAUTHORIZED') {
      throw new AwsError('AccessDeniedException', `Connection ${connection.name} is deauthorized.`, { status: 403 });
    }
    const parts = partsOf(connection.auth.InvocationHttpParameters);
    return { ...parts, headers: { ...parts.headers, ...(await this.#header(connection)) } };
  }

  /** Forgets the token of a connection, which the API did not take. */
  forget(connection: Connection): void {
    this.#tokens.delete(connection.arn);
  }

  async #header(connection: Connection): Promise<Record<string, string>> {
    const { ApiKeyAuthParameters, BasicAuthParameters } = connection.auth;
    switch (connection.type) {
      case 'API_KEY':
        return { [ApiKeyAuthParameters?.ApiKeyName ?? '']: ApiKeyAuthParameters?.ApiKeyValue ?? '' };
      case 'BASIC':
        return { authorization: basic(BasicAuthParameters?.Username, BasicAuthParameters?.Password) };
      case 'OAUTH_CLIENT_CREDENTIALS':
        return { authorization: `Bearer ${await this.#token(connection)}` };
    }
  }

  async #token(connection: Connection): Promise<string> {
    const known = this.#tokens.get(connection.arn);
    if (known && known.expiresAt > this.#deps.clock.now()) return known.value;
    const token = await this.#fetchToken(connection);
    this.#tokens.set(connection.arn, token);
    return token.value;
  }

  /** The client credentials grant: https://datatracker.ietf.org/doc/html/rfc6749#section-4.4 */
  async #fetchToken({ name, auth }: Connection): Promise<Token> {
    const {
      ClientParameters,
      AuthorizationEndpoint = '',
      HttpMethod = 'POST',
      OAuthHttpParameters,
    } = auth.OAuthParameters ?? {};
    const parts = partsOf(OAuthHttpParameters);
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...parts.body });
    const url = new URL(AuthorizationEndpoint);
    for (const [key, value] of Object.entries(parts.query)) url.searchParams.set(key, value);
    if (HttpMethod === 'GET') for (const [key, value] of form) url.searchParams.set(key, value);
    const answer = await this.#deps.send({
      url,
      method: HttpMethod,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basic(ClientParameters?.ClientID, ClientParameters?.ClientSecret),
        ...parts.headers,
      },
      body: HttpMethod === 'GET' ? undefined : form.toString(),
    });
    const token = readToken(answer.text);
    if (answer.status >= 300 || !token) {
      const message = `The authorization endpoint of connection ${name} answered ${answer.status}: ${answer.text}`;
      throw new AwsError('AccessDeniedException', message, { status: 403 });
    }
    return { value: token.value, expiresAt: this.#deps.clock.now() + token.lifeSeconds * 1000 };
  }
}

const basic = (user = '', password = '') => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function readToken(text: string): { value: string; lifeSeconds: number } | undefined {
  try {
    const answer: { access_token?: unknown; expires_in?: unknown } = JSON.parse(text);
    if (typeof answer.access_token !== 'string') return undefined;
    return { value: answer.access_token, lifeSeconds: Number(answer.expires_in ?? UNKNOWN_LIFE_SECONDS) };
  } catch {
    return undefined;
  }
}
