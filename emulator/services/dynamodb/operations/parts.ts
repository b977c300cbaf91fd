import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import type { AccessControl } from '../access.ts';
import type { Housekeeping } from '../housekeeping.ts';
import type { Items } from '../items/items.ts';
import type { StatisticsOf } from '../items/statistics.ts';
import type { Tables } from '../tables/tables.ts';
import type { Writer } from '../writes/writer.ts';

/** What the operations are made of; each takes the parts that it needs. */
export interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly tables: Tables;
  readonly items: Items;
  readonly writer: Writer;
  readonly statistics: StatisticsOf;
  readonly housekeeping: Housekeeping;
  readonly access: AccessControl;
}
