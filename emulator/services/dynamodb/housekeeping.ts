import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { Changes } from './items/changes.ts';
import type { Items } from './items/items.ts';
import { TIME_TO_LIVE_OLDEST_YEARS } from './limits.ts';
import type { Table } from './tables/table.ts';
import type { Tables } from './tables/tables.ts';

/** AWS removes an expired item within a few days; here it takes this long at most, if nothing else is to be done. */
const INTERVAL_SECONDS = 60;
/** How many expired items go at a time, so that requests get their turn in between. */
const BATCH_ITEMS = 200;
const YEAR_SECONDS = 365 * 86_400;

export interface HousekeepingDeps {
  readonly clock: Clock;
  readonly tables: Tables;
  readonly items: Items;
  readonly changes: Changes;
}

/**
 * What DynamoDB does by itself: it removes items whose time to live is over, and forgets old stream records. It runs
 * while a table has one or the other.
 */
export class Housekeeping {
  readonly #deps: HousekeepingDeps;
  #cancel: Cancel | undefined;

  constructor(deps: HousekeepingDeps) {
    this.#deps = deps;
  }

  /** To be called when a table may have begun to need it. */
  start(): void {
    const { clock, tables } = this.#deps;
    if (this.#cancel || !tables.all().some(needsIt)) return;
    this.#arm(clock.now() + INTERVAL_SECONDS * 1000);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #arm(at: number): void {
    this.#cancel = this.#deps.clock.at(at, () => {
      this.#cancel = undefined;
      if (this.#run()) this.#arm(this.#deps.clock.now());
      else this.start();
    });
  }

  /** Answers whether there is more to be done at once. */
  #run(): boolean {
    this.#deps.changes.trim();
    return this.#deps.tables.all().filter((table) => this.#expire(table)).length > 0;
  }

  /** Removes a batch of expired items; answers whether more may be left. */
  #expire(table: Table): boolean {
    if (table.definition.timeToLiveAttribute === undefined) return false;
    const { clock, items } = this.#deps;
    const now = Math.floor(clock.now() / 1000);
    const oldest = now - TIME_TO_LIVE_OLDEST_YEARS * YEAR_SECONDS;
    const expired = items.expired(table, oldest, now - 1, BATCH_ITEMS);
    for (const { key, stored } of expired) {
      items.write({ table, key, old: stored, next: undefined, expired: true });
    }
    return expired.length === BATCH_ITEMS;
  }
}

const needsIt = ({ definition }: Table) =>
  definition.timeToLiveAttribute !== undefined || definition.stream !== undefined;
