import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import { codeExpired, codeMismatch, tooManyAttempts } from '../errors.ts';
import { CODE_DIGITS, CODES_PER_HOUR, GUESSES_PER_HOUR, RESET_CODE_HOURS, VERIFICATION_CODE_HOURS } from '../limits.ts';
import type { User } from '../users/user.ts';

/** What a code proves: that a sign-up is meant, a password may be reset, an address or number is the user's. */
export type CodePurpose = 'sign-up' | 'reset' | 'email' | 'phone_number';

interface Counter {
  readonly count: number;
  readonly since: number;
}

interface CodeRecord {
  readonly code?: string | undefined;
  readonly expiresAt: number;
  /** The address or number that it went to. */
  readonly address: string;
  readonly sent: Counter;
  readonly guesses: Counter;
}

const HOUR_MILLISECONDS = 3_600_000;
const LIFETIME_HOURS: Readonly<Record<CodePurpose, number>> = {
  'sign-up': VERIFICATION_CODE_HOURS,
  reset: RESET_CODE_HOURS,
  email: VERIFICATION_CODE_HOURS,
  phone_number: VERIFICATION_CODE_HOURS,
};

/** The codes that users were sent: one for each purpose, the newest. */
export class Codes {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor({ store, clock, ids }: { readonly store: Store; readonly clock: Clock; readonly ids: Ids }) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    store.migrate('cognito_code', [
      `CREATE TABLE cognito_code (pool_id TEXT NOT NULL, username TEXT NOT NULL, purpose TEXT NOT NULL, record TEXT NOT NULL,
         PRIMARY KEY (pool_id, username, purpose)) STRICT`,
    ]);
  }

  /**
   * A new code; the one before is good no more.
   *
   * @throws AwsError LimitExceededException
   */
  make(user: User, purpose: CodePurpose, address: string): string {
    const before = this.#find(user, purpose);
    const sent = this.#counted(before?.sent);
    if (sent.count > CODES_PER_HOUR) throw tooManyAttempts();
    const code = randomCode(this.#ids);
    const expiresAt = this.#clock.now() + LIFETIME_HOURS[purpose] * HOUR_MILLISECONDS;
    const guesses = before?.guesses ?? { count: 0, since: this.#clock.now() };
    this.#write(user, purpose, { code, expiresAt, address, sent, guesses });
    return code;
  }

  /**
   * Uses a code up.
   *
   * @param accept does what the code allows, knowing where it had been sent; when it throws, the code stays good
   * @throws AwsError CodeMismatchException, ExpiredCodeException, LimitExceededException
   */
  use<T>(user: User, purpose: CodePurpose, given: string, accept: (address: string) => T): T {
    const record = this.#find(user, purpose);
    if (!record?.code || record.expiresAt <= this.#clock.now()) throw codeExpired();
    if (this.#recent(record.guesses).count >= GUESSES_PER_HOUR) throw tooManyAttempts();
    if (!isSame(record.code, given)) {
      this.#write(user, purpose, { ...record, guesses: this.#counted(record.guesses) });
      throw codeMismatch();
    }
    const guesses = { count: 0, since: this.#clock.now() };
    return this.#store.transaction(() => {
      const result = accept(record.address);
      this.#write(user, purpose, { ...record, code: undefined, guesses });
      return result;
    });
  }

  #recent(counter: Counter | undefined): Counter {
    const now = this.#clock.now();
    return counter && now < counter.since + HOUR_MILLISECONDS ? counter : { count: 0, since: now };
  }

  #counted(counter: Counter | undefined): Counter {
    const { count, since } = this.#recent(counter);
    return { count: count + 1, since };
  }

  #find({ poolId, username }: User, purpose: CodePurpose): CodeRecord | undefined {
    const sql = 'SELECT record FROM cognito_code WHERE pool_id = ? AND username = ? AND purpose = ?';
    const row = this.#store.get<{ record: string }>(sql, poolId, username, purpose);
    return row && JSON.parse(row.record);
  }

  #write({ poolId, username }: User, purpose: CodePurpose, record: CodeRecord): void {
    const sql = 'INSERT OR REPLACE INTO cognito_code VALUES (?, ?, ?, ?)';
    this.#store.run(sql, poolId, username, purpose, JSON.stringify(record));
  }
}

/** Six digits. */
export const randomCode = (ids: Ids) =>
  String(Number.parseInt(ids.hex(12), 16) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');

export function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
