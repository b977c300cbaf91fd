import { createHash } from 'node:crypto';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import { invalidSession, sessionExpired } from '../errors.ts';
import type { Verifier } from '../srp/verifier.ts';
import type { PastChallenge } from '../triggers/custom-challenge-triggers.ts';
import type { MfaFactor } from '../users/user.ts';

/** What is kept between two steps of a sign-in. */
export type SessionState =
  | {
      readonly kind: 'PASSWORD_VERIFIER';
      /** Hexadecimal digits: A, b and B of the exchange. */
      readonly clientPublic: string;
      readonly secret: string;
      readonly serverPublic: string;
      /** Made up for a user who does not exist. */
      readonly verifier: Verifier;
      /** Set when a custom sign-in begins with the password. */
      readonly custom?: readonly PastChallenge[] | undefined;
    }
  | { readonly kind: 'NEW_PASSWORD_REQUIRED' }
  | { readonly kind: 'SOFTWARE_TOKEN_MFA'; readonly newPassword: boolean }
  | { readonly kind: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP'; readonly newPassword: boolean; readonly code: string }
  | { readonly kind: 'SELECT_MFA_TYPE'; readonly factors: readonly MfaFactor[]; readonly newPassword: boolean }
  | { readonly kind: 'MFA_SETUP'; readonly verified: boolean; readonly newPassword: boolean }
  | {
      readonly kind: 'CUSTOM_CHALLENGE';
      readonly past: readonly PastChallenge[];
      readonly secrets: Readonly<Record<string, string>>;
      readonly metadata?: string | undefined;
    }
  | { readonly kind: 'SELECT_CHALLENGE' };

export interface Session {
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly state: SessionState;
  /** Wrong answers so far. */
  readonly failures: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

const TOKEN_BYTES = 192;
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Sign-ins that wait for their next step. A token is good for one step. */
export class Sessions {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor({ store, clock, ids }: { readonly store: Store; readonly clock: Clock; readonly ids: Ids }) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    store.migrate('cognito_session', [
      `CREATE TABLE cognito_session (hash TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
       CREATE INDEX cognito_session_expiry ON cognito_session (expires_at)`,
    ]);
  }

  /** @returns the token that the next step brings along */
  open(session: Session): string {
    const token = Buffer.from(this.#ids.hex(TOKEN_BYTES * 2), 'hex').toString('base64');
    const sql = 'INSERT INTO cognito_session VALUES (?, ?, ?)';
    this.#store.run(sql, hashOf(token), session.expiresAt, JSON.stringify(session));
    return token;
  }

  /**
   * Takes a session out: no token is good twice.
   *
   * @throws AwsError NotAuthorizedException
   */
  take(token: string | undefined): Session {
    if (!token) throw invalidSession();
    const hash = hashOf(token);
    const row = this.#store.get<{ record: string }>('SELECT record FROM cognito_session WHERE hash = ?', hash);
    if (!row) throw invalidSession();
    this.#store.run('DELETE FROM cognito_session WHERE hash = ?', hash);
    const session: Session = JSON.parse(row.record);
    if (session.expiresAt <= this.#clock.now()) throw sessionExpired();
    return session;
  }

  /** Puts a session back under its token, after an answer that may be given again. */
  putBack(token: string, session: Session): void {
    const sql = 'INSERT OR REPLACE INTO cognito_session VALUES (?, ?, ?)';
    this.#store.run(sql, hashOf(token), session.expiresAt, JSON.stringify(session));
  }

  sweep(): void {
    this.#store.run('DELETE FROM cognito_session WHERE expires_at < ?', this.#clock.now());
  }
}
