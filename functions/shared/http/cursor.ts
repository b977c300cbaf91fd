import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidRequest } from './problem.ts';

/** The list that a cursor goes on with: of whom, and filtered how. */
export interface CursorScope {
  /** The route's name. */
  readonly list: string;
  readonly userId: string;
  readonly filter: Readonly<Record<string, unknown>>;
}

/** 128 bits. */
const SEAL_BYTES = 16;

/**
 * Makes cursors and reads them again: where a page ended, and a seal that only fits this list, this filter and this user.
 *
 * A seal keeps people from building on what is inside, and from mixing lists up. It is not what keeps one user's rows from another:
 * every query names the caller by the token, never by the cursor.
 */
export class Cursors {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** @param position the sort key of the last row that was shown */
  seal(scope: CursorScope, position: string): string {
    return `${Buffer.from(position).toString('base64url')}.${this.#sealOf(scope, position).toString('base64url')}`;
  }

  /**
   * @returns the position
   * @throws InvalidRequest when it was made for something else, or not by us
   */
  open(scope: CursorScope, cursor: string): string {
    const [text = '', seal = ''] = cursor.split('.');
    const position = Buffer.from(text, 'base64url').toString();
    const given = Buffer.from(seal, 'base64url');
    const right = this.#sealOf(scope, position);
    // Written again, it has to be the same, for base64 takes some characters that say nothing.
    if (given.length === right.length && timingSafeEqual(given, right) && this.seal(scope, position) === cursor) {
      return position;
    }
    const message = 'is not one that this list, with these filters, has given you; begin without one';
    throw new InvalidRequest([{ field: 'query.cursor', message }]);
  }

  #sealOf({ list, userId, filter }: CursorScope, position: string): Buffer {
    const facts = Object.entries(filter).filter(([, value]) => value !== undefined);
    const sealed = JSON.stringify([list, userId, facts.sort(([a], [b]) => (a < b ? -1 : 1)), position]);
    return createHmac('sha256', this.#key).update(sealed).digest().subarray(0, SEAL_BYTES);
  }
}
