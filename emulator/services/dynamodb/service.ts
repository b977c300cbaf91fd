import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import { AccessControl } from './access.ts';
import { Housekeeping } from './housekeeping.ts';
import { Changes } from './items/changes.ts';
import { Items } from './items/items.ts';
import { StatisticsOf } from './items/statistics.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { describeContinuousBackups, updateContinuousBackups } from './operations/continuous-backups.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeTableOperation } from './operations/describe-table.ts';
import { getItem } from './operations/get-item.ts';
import { listTables } from './operations/list-tables.ts';
import type { Parts } from './operations/parts.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './operations/resource-policy.ts';
import { scan } from './operations/scan.ts';
import { listTagsOfResource, tagResource, untagResource } from './operations/tags.ts';
import { describeTimeToLive, updateTimeToLive } from './operations/time-to-live.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { globalTableResource } from './resources/global-table.ts';
import { TableReconciler } from './resources/reconciler.ts';
import { tableResource } from './resources/table.ts';
import { prepareStore } from './schema.ts';
import { Tables } from './tables/tables.ts';
import { Writer } from './writes/writer.ts';

export interface DynamoDbDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
}

/** DynamoDB, with what other services read of it. */
export interface DynamoDb extends ServiceDefinition {
  readonly tables: Tables;
  /** The change records of tables that have a stream. */
  readonly changes: Changes;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html */
export function createDynamoDb({ store, clock, ids, account }: DynamoDbDeps): DynamoDb {
  prepareStore(store);
  const changes = new Changes(store, clock);
  const items = new Items(store, changes);
  const tables = new Tables(store, account);
  const housekeeping = new Housekeeping({ clock, tables, items, changes });
  const parts: Parts = {
    store,
    clock,
    ids,
    account,
    tables,
    items,
    housekeeping,
    writer: new Writer(store, items),
    statistics: new StatisticsOf(store),
    access: new AccessControl(tables, account),
  };
  return {
    name: 'dynamodb',
    signingName: 'dynamodb',
    sdk: '@aws-sdk/client-dynamodb',
    protocol: 'json-1.0',
    targetPrefix: 'DynamoDB_20120810',
    operations: operationsOf(parts),
    gaps: [
      'Provisioned capacity is recorded and never throttles; item collections may grow beyond 10 GB.',
      'Tables and indexes are ready at once, and global secondary indexes are always up to date.',
      'A global table has one replica. Point-in-time recovery is a setting without a restore.',
    ],
    resources: resourcesOf(parts),
    tables,
    changes,
    start: () => housekeeping.start(),
    stop: () => housekeeping.stop(),
  };
}

function resourcesOf(parts: Parts): ServiceDefinition['resources'] {
  const reconciler = new TableReconciler(parts);
  return [globalTableResource(reconciler), tableResource(reconciler)];
}

const operationsOf = (parts: Parts): ServiceDefinition['operations'] => [
  batchGetItem(parts),
  batchWriteItem(parts),
  createTable(parts),
  deleteItem(parts),
  deleteResourcePolicy(parts),
  deleteTable(parts),
  describeContinuousBackups(parts),
  describeEndpoints(parts),
  describeLimits(parts),
  describeTableOperation(parts),
  describeTimeToLive(parts),
  getItem(parts),
  getResourcePolicy(parts),
  listTables(parts),
  listTagsOfResource(parts),
  putItem(parts),
  putResourcePolicy(parts),
  query(parts),
  scan(parts),
  tagResource(parts),
  transactGetItems(parts),
  transactWriteItems(parts),
  untagResource(parts),
  updateContinuousBackups(parts),
  updateItem(parts),
  updateTable(parts),
  updateTimeToLive(parts),
];
