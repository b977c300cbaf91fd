import { createHash } from 'node:crypto';
import { AwsError } from '../../../door/errors.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { TRANSACTION_TOKEN_MINUTES } from '../limits.ts';

/**
 * Which transactions were done in the last ten minutes, by their ClientRequestToken, so that one that is sent again is
 * not done again
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-apis-txwriteitems-idempotency).
 */
export class TransactionTokens {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Whether the request with this token was done already.
   *
   * @throws AwsError IdempotentParameterMismatchException when the token stood for another request
   */
  wasDone(token: string, request: unknown): boolean {
    const oldest = this.#clock.now() - TRANSACTION_TOKEN_MINUTES * 60_000;
    this.#store.run('DELETE FROM dynamodb_token WHERE at <= ?', oldest);
    const known = this.#store.get<{ request: string }>('SELECT request FROM dynamodb_token WHERE token = ?', token);
    if (known && known.request !== digest(request)) {
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'Request rejected because it was retried with a different payload but with a request token that was already used.',
      );
    }
    return known !== undefined;
  }

  /** Remembers the request; to be called in the transaction that does it. */
  remember(token: string, request: unknown): void {
    this.#store.run('INSERT INTO dynamodb_token VALUES (?, ?, ?)', token, digest(request), this.#clock.now());
  }
}

/** Does not depend on the order of members. */
const digest = (request: unknown) => createHash('sha256').update(canonical(request)).digest('base64');

function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `b"${Buffer.from(value).toString('base64')}"`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
