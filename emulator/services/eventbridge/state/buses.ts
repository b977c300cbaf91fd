import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { busArn, busNameOf, DEFAULT_BUS } from '../arns.ts';
import { alreadyExists, limitExceeded, notFound, validation } from '../errors.ts';
import { EVENT_BUSES } from '../limits.ts';
import { sortBy } from '../page.ts';
import type { Bus } from './model.ts';
import { Shelf } from './shelf.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
}

export type BusSettings = Partial<Omit<Bus, 'arn' | 'name' | 'createdAt' | 'modifiedAt'>>;

/** The event buses. The default one is always there. */
export class Buses {
  readonly #shelf: Shelf<Bus>;
  readonly #clock: Clock;
  readonly #account: Account;

  constructor({ store, clock, account }: Deps) {
    this.#shelf = new Shelf(store, 'buses');
    this.#clock = clock;
    this.#account = account;
    if (!this.find(DEFAULT_BUS)) this.#add(DEFAULT_BUS, {});
  }

  /** @param nameOrArn undefined for the default bus */
  find(nameOrArn: string | undefined): Bus | undefined {
    return this.#shelf.get(busArn(this.#account, busNameOf(nameOrArn)));
  }

  /** @throws AwsError ResourceNotFoundException */
  get(nameOrArn: string | undefined): Bus {
    const bus = this.find(nameOrArn);
    if (!bus) throw notFound(`Event bus ${busNameOf(nameOrArn)} does not exist.`);
    return bus;
  }

  list(): Bus[] {
    return sortBy(this.#shelf.values(), ({ name }) => name);
  }

  /** @throws AwsError ResourceAlreadyExistsException, LimitExceededException */
  create(name: string, settings: BusSettings): Bus {
    if (this.find(name)) throw alreadyExists(`Event bus ${name} already exists.`);
    if (this.#shelf.size >= EVENT_BUSES) {
      throw limitExceeded('The requested resource exceeds the maximum number allowed.');
    }
    return this.#add(name, settings);
  }

  change(bus: Bus, settings: BusSettings): Bus {
    return this.#shelf.put({ ...bus, ...settings, modifiedAt: this.#clock.now() });
  }

  /** Succeeds when the bus is gone already. */
  delete(name: string): void {
    if (name === DEFAULT_BUS) throw validation('Cannot delete event bus default.');
    this.#shelf.delete(busArn(this.#account, name));
  }

  #add(name: string, settings: BusSettings): Bus {
    const now = this.#clock.now();
    return this.#shelf.put({
      tags: {},
      ...settings,
      arn: busArn(this.#account, name),
      name,
      createdAt: now,
      modifiedAt: now,
    });
  }
}
