import type { Account } from '../../../runtime/account.ts';
import type { Store } from '../../../runtime/store.ts';
import { replayArn } from '../arns.ts';
import { notFound } from '../errors.ts';
import { sortBy } from '../page.ts';
import type { Replay } from './model.ts';
import { Shelf } from './shelf.ts';

/** Replays, running and past. */
export class Replays {
  readonly #shelf: Shelf<Replay>;
  readonly #account: Account;

  constructor({ store, account }: { readonly store: Store; readonly account: Account }) {
    this.#shelf = new Shelf(store, 'replays');
    this.#account = account;
  }

  find(name: string): Replay | undefined {
    return this.#shelf.get(replayArn(this.#account, name));
  }

  /** @throws AwsError ResourceNotFoundException */
  get(name: string): Replay {
    const replay = this.find(name);
    if (!replay) throw notFound(`Replay ${name} does not exist.`);
    return replay;
  }

  byArn(arn: string): Replay | undefined {
    return this.#shelf.get(arn);
  }

  list(): Replay[] {
    return sortBy(this.#shelf.values(), ({ name }) => name);
  }

  put(replay: Replay): Replay {
    return this.#shelf.put(replay);
  }
}
