import { AwsError } from '../../../door/errors.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Json } from '../json.ts';

/** A task that waits for an answer with its token. */
export interface TokenWaiter {
  succeed(output: Json): void;
  fail(error: string | undefined, cause: string | undefined): void;
  heartbeat(): void;
}

/** Tokens of AWS are opaque and start alike; ours do so that a text which is none can be told from one that is used up. */
const PREFIX = 'AQCAAAAAKgAAAAMAAAAA';
const RANDOM_CHARACTERS = 96;
const TOKEN = new RegExp(`^${PREFIX}[0-9a-f]{${RANDOM_CHARACTERS}}$`);

/** Who waits for which task token. After a restart the waiting tasks enter themselves again. */
export class TaskTokens {
  readonly #ids: Ids;
  readonly #waiters = new Map<string, TokenWaiter>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  create(): string {
    return `${PREFIX}${this.#ids.hex(RANDOM_CHARACTERS)}`;
  }

  /** @returns a function that takes the waiter off again */
  register(token: string, waiter: TokenWaiter): () => void {
    this.#waiters.set(token, waiter);
    return () => {
      if (this.#waiters.get(token) === waiter) this.#waiters.delete(token);
    };
  }

  /**
   * The task that waits for the token.
   *
   * @throws AwsError InvalidToken for what is no token, TaskTimedOut when nobody waits for it any more
   */
  waiter(token: string | undefined): TokenWaiter {
    const waiter = token === undefined ? undefined : this.#waiters.get(token);
    if (waiter) return waiter;
    if (token === undefined || !TOKEN.test(token)) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }

  /** Hands an answer to the task, which waits for nothing further. */
  settle(token: string | undefined, answer: (waiter: TokenWaiter) => void): void {
    const waiter = this.waiter(token);
    if (token !== undefined) this.#waiters.delete(token);
    answer(waiter);
  }
}
