import type { WireAnswer } from '../../../door/wire/answer.ts';
import type { Handler } from '../../../door/wire/server.ts';
import type { Account } from '../../../runtime/account.ts';
import { issuerOf } from '../arns.ts';
import type { Pools } from '../pools/pools.ts';
import type { Keys } from '../tokens/keys.ts';

interface Deps {
  readonly account: Account;
  readonly pools: Pools;
  readonly keys: Keys;
  /** `http://127.0.0.1:4566` */
  readonly endpoint: () => string;
}

const DOCUMENT = /^\/([\w-]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;
/** As AWS says of key sets; verifiers keep them longer. */
const CACHE_CONTROL = 'public, max-age=86400, immutable';

/** What ids of pools begin with, and with them the paths of their documents. */
export const poolPath = ({ region }: Account) => `/${region}_`;

/**
 * Answers `/{poolId}/.well-known/jwks.json` and `/{poolId}/.well-known/openid-configuration`, as the host of the issuer
 * does on AWS (https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html).
 */
export function discovery({ account, pools, keys, endpoint }: Deps): Handler {
  return async ({ method, url = '' }) => {
    const [, poolId = '', document] = DOCUMENT.exec(new URL(url, 'http://localhost').pathname) ?? [];
    if (method !== 'GET' && method !== 'HEAD') return json(405, { message: 'Method Not Allowed' });
    if (!pools.find(poolId)) return json(404, { message: `User pool ${poolId} does not exist.` });
    if (document === 'jwks.json') return json(200, await keys.published(poolId), { 'cache-control': CACHE_CONTROL });
    return json(200, configuration(poolId));
  };

  function configuration(poolId: string) {
    return {
      issuer: issuerOf(account, poolId),
      jwks_uri: `${endpoint()}/${poolId}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'token'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    };
  }
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*', ...headers },
  body: JSON.stringify(body),
});
