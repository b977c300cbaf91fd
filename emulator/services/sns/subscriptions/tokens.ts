import type { Clock } from '../../../runtime/clock.ts';
import { Documents } from '../../../runtime/documents.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import { invalid, invalidParameter } from '../errors.ts';
import { TOKEN_MILLISECONDS } from '../limits.ts';
import type { Subscription } from './subscription.ts';

/** What a token is good for: to confirm a subscription, or to take back its end. */
interface Issued {
  readonly token: string;
  readonly subscription: Subscription;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

const TOKEN_DIGITS = 128;
const TOKEN = new RegExp(`^[0-9a-f]{${TOKEN_DIGITS}}$`);

/** The tokens that owners of endpoints get, to show that they did. */
export class Tokens {
  readonly #documents: Documents<Issued>;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor({ store, clock, ids }: { readonly store: Store; readonly clock: Clock; readonly ids: Ids }) {
    this.#documents = new Documents(store, 'sns_tokens');
    this.#clock = clock;
    this.#ids = ids;
  }

  issue(subscription: Subscription): string {
    const token = this.#ids.hex(TOKEN_DIGITS);
    this.#documents.set(token, { token, subscription, expiresAt: this.#clock.now() + TOKEN_MILLISECONDS });
    return token;
  }

  /**
   * The subscription that a token was issued for, as it was then.
   *
   * @throws AwsError InvalidParameter
   */
  redeem(token: string | undefined, topicArn: string): Subscription {
    if (!token || !TOKEN.test(token)) throw invalidParameter('Token');
    const issued = this.#documents.get(token);
    if (!issued || issued.subscription.topicArn !== topicArn) throw invalid('Invalid token');
    if (issued.expiresAt <= this.#clock.now()) throw invalid('Token expired');
    return issued.subscription;
  }

  /** Forgets what nobody can use any more. */
  sweep(): void {
    for (const { token, expiresAt } of this.#documents.all()) {
      if (expiresAt <= this.#clock.now()) this.#documents.delete(token);
    }
  }
}
