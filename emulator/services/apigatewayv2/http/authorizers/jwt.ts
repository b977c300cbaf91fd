import type { JWTPayload } from 'jose';
import type { Account } from '../../../../runtime/account.ts';
import type { Clock } from '../../../../runtime/clock.ts';
import type { AuthorizerRecord } from '../../model/records.ts';
import type { Exchange } from '../exchange.ts';
import { forbidden, unauthorized } from '../failure.ts';
import type { Authorized } from './authorized.ts';
import { identityOf } from './identity-source.ts';
import type { IssuerKeys, KeySet } from './issuer-keys.ts';

interface Deps {
  readonly account: Account;
  readonly clock: Clock;
  readonly keys: IssuerKeys;
}

/** Signatures that have been checked; more are forgotten, the oldest first. */
const REMEMBERED_TOKENS = 2_000;
/** API Gateway takes RSA signatures only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** A token that is not accepted; the reason is told in the challenge. */
class InvalidToken extends Error {}

/**
 * JWT authorizers (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html): signature,
 * `iss`, `aud` or `client_id`, `exp`, `nbf`, `iat`, and one of the route's scopes.
 */
export class JwtAuthorizer {
  readonly #deps: Deps;
  /** Payloads by key set and token: a signature that held holds for as long as its key does. */
  readonly #verified = new WeakMap<KeySet, Map<string, JWTPayload>>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws HttpFailure 401, 403 */
  async authorize(authorizer: AuthorizerRecord, exchange: Exchange): Promise<Authorized> {
    const identity = identityOf(authorizer.IdentitySource?.[0] ?? '', exchange, this.#deps.account);
    if (identity === undefined) throw unauthorized('The request has no token', 'Bearer');
    const payload = await this.#payload(authorizer, identity.replace(/^Bearer\s+/i, '')).catch((error: unknown) => {
      const reason = error instanceof InvalidToken ? error.message : 'the token could not be verified';
      const cause = error instanceof Error ? error.message : String(error);
      exchange.authorizer.error = cause;
      throw unauthorized(cause, `Bearer scope="" error="invalid_token" error_description="${reason}"`);
    });
    const wanted = exchange.planned?.route.AuthorizationScopes ?? [];
    const scopes = scopesOf(payload);
    if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) {
      throw forbidden(
        'insufficient scope',
        `Bearer scope="${wanted.join(' ')}" error="insufficient_scope" error_description="insufficient scope"`,
      );
    }
    return { kind: 'jwt', claims: claimsOf(payload), scopes: wanted.length > 0 ? scopes : null };
  }

  async #payload({ JwtConfiguration }: AuthorizerRecord, token: string): Promise<JWTPayload> {
    const { Issuer = '', Audience = [] } = JwtConfiguration ?? {};
    const payload = await this.payload(token, Issuer);
    const { client_id: clientId } = payload;
    const audiences = payload.aud === undefined ? [clientId] : [payload.aud].flat();
    if (!audiences.some((audience) => typeof audience === 'string' && Audience.includes(audience))) {
      throw new InvalidToken('the token does not have a valid audience');
    }
    return payload;
  }

  /**
   * The claims of a token that this issuer has signed and that is valid now, whoever it is for.
   *
   * @throws Error when it is not
   */
  async payload(token: string, issuer: string): Promise<JWTPayload> {
    const payload = await this.#verify(token, issuer);
    const now = Math.floor(this.#deps.clock.now() / 1_000);
    if (payload.iss !== issuer) throw new InvalidToken('invalid issuer');
    if (payload.exp === undefined || payload.exp <= now) throw new InvalidToken('the token has expired');
    if (payload.nbf !== undefined && payload.nbf > now) throw new InvalidToken('the token is not valid yet');
    if (payload.iat !== undefined && payload.iat > now) throw new InvalidToken('the token was issued in the future');
    return payload;
  }

  async #verify(token: string, issuer: string): Promise<JWTPayload> {
    const keys = await this.#deps.keys.keys(issuer);
    const known = this.#verified.get(keys) ?? new Map<string, JWTPayload>();
    this.#verified.set(keys, known);
    const remembered = known.get(token);
    if (remembered) return remembered;
    const payload = await this.#checkSignature(token, issuer, keys);
    for (const oldest of known.keys()) {
      if (known.size < REMEMBERED_TOKENS) break;
      known.delete(oldest);
    }
    known.set(token, payload);
    return payload;
  }

  async #checkSignature(token: string, issuer: string, keys: KeySet): Promise<JWTPayload> {
    const { compactVerify, errors } = await import('jose');
    const verified = compactVerify(token, keys, { algorithms: ALGORITHMS });
    try {
      return payloadOf((await verified).payload);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) {
        const fresh = await this.#deps.keys.keys(issuer, { refresh: true });
        if (fresh !== keys) return payloadOf((await compactVerify(token, fresh, { algorithms: ALGORITHMS })).payload);
        throw new InvalidToken('signing key not found', { cause: error });
      }
      if (error instanceof errors.JOSEError)
        throw new InvalidToken(WHY[error.code] ?? 'the token is malformed', { cause: error });
      throw error;
    }
  }
}

const WHY: Readonly<Record<string, string>> = {
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature verification failed',
  ERR_JOSE_ALG_NOT_ALLOWED: 'signing method is invalid',
};

function payloadOf(bytes: Uint8Array): JWTPayload {
  const payload: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (typeof payload !== 'object' || payload === null) throw new InvalidToken('the token has no claims');
  return { ...payload };
}

export function scopesOf({ scope, scp }: JWTPayload): string[] {
  const claim = scope ?? scp;
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean);
  return Array.isArray(claim) ? claim.map(String) : [];
}

/** API Gateway hands all claims on as text, a list in brackets without commas. */
function claimsOf(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
}

function claimText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return JSON.stringify(value);
}
