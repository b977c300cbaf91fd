import type {
  CancellationReason,
  Get,
  ItemResponse,
  TransactGetItemsCommandInput,
  TransactGetItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { type Access, operation } from '../../../door/operation.ts';
import { type AccessControl, attributesIn } from '../access.ts';
import { SchemaMismatchError, ValidationError } from '../errors.ts';
import type { Projection } from '../expressions/projection.ts';
import { type Consumption, readUnits, reportAll } from '../items/capacity.ts';
import type { StoredItem } from '../items/items.ts';
import { TRANSACTION_ACTIONS, TRANSACTION_SIZE_BYTES } from '../limits.ts';
import { Constraints, RETURN_CONSUMED_CAPACITY } from '../request/constraints.ts';
import { requireKey } from '../request/keys.ts';
import { prepareProjection } from '../request/projection.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { parseItem } from '../values/parse.ts';
import type { Item } from '../values/value.ts';
import { transactionCancelled, validationReason } from '../writes/writer.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems = ({ tables, items, access }: Parts) =>
  operation<TransactGetItemsCommandInput, Omit<TransactGetItemsCommandOutput, '$metadata'>>({
    name: 'TransactGetItems',
    access: (input) => (input.TransactItems ?? []).flatMap(({ Get }) => (Get ? [accessOf(Get, access)] : [])),
    run(input) {
      verify(input);
      const gets = (input.TransactItems ?? []).map(({ Get }) => prepare(Get));
      const lookups = requireAll(gets.map((get) => bind(tables, get)));
      refuseDuplicates(lookups);
      const found = lookups.map(({ table, key }) => items.get(table, key));
      refuseTooLarge(found);
      const consumptions = lookups.map(({ table }, at) => readingOf(table, found[at]));
      const capacity = reportAll(input.ReturnConsumedCapacity, consumptions);
      return {
        Responses: lookups.map(({ projection }, at) => answer(found[at], projection)),
        ...(capacity ? { ConsumedCapacity: capacity } : {}),
      };
    },
  });

const accessOf = (get: Get, access: AccessControl): Access =>
  access.table('GetItem', get.TableName, {
    leadingKeys: access.leadingKeys(get.TableName, get.Key),
    attributes: [
      ...Object.keys(get.Key ?? {}),
      ...attributesIn(get.ExpressionAttributeNames, get.ProjectionExpression),
    ],
    enclosingOperation: 'TransactGetItems',
  });

/** @throws AwsError TransactionCanceledException when a key does not suit its table */
function requireAll(bound: readonly (Lookup | CancellationReason)[]): readonly Lookup[] {
  const lookups = bound.filter((result) => 'table' in result);
  if (lookups.length === bound.length) return lookups;
  throw transactionCancelled(bound.map((result) => ('table' in result ? { Code: 'None' } : result)));
}

const readingOf = (table: Table, stored: StoredItem | undefined): Consumption => ({
  table,
  kind: 'Read',
  tableUnits: readUnits(stored?.sizeBytes ?? 0, 'transactional'),
  indexUnits: new Map(),
  transactional: true,
});

interface PreparedGet {
  readonly tableName: string;
  readonly keyItem: Item;
  readonly projection: Projection | undefined;
}

interface Lookup extends PreparedGet {
  readonly table: Table;
  readonly key: Buffer;
}

function verify(input: TransactGetItemsCommandInput): void {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .required('transactItems', input.TransactItems)
    .length('transactItems', input.TransactItems, 1, TRANSACTION_ACTIONS);
  input.TransactItems?.forEach(({ Get }, at) => {
    const member = `transactItems.${at + 1}.member.get`;
    constraints.required(member, Get);
    if (Get) constraints.tableName(Get.TableName, `${member}.tableName`).required(`${member}.key`, Get.Key);
  });
  constraints.verify();
}

function prepare(get: Get | undefined): PreparedGet {
  return {
    tableName: get?.TableName ?? '',
    keyItem: parseItem(get?.Key ?? {}),
    projection: prepareProjection(get ?? {}),
  };
}

function bind(tables: Tables, get: PreparedGet): Lookup | CancellationReason {
  const table = tables.require(get.tableName);
  try {
    return { ...get, table, key: requireKey(table, get.keyItem) };
  } catch (error) {
    if (error instanceof SchemaMismatchError) return validationReason(error);
    throw error;
  }
}

function refuseDuplicates(lookups: readonly Lookup[]): void {
  const keys = lookups.map(({ table, key }) => `${table.name} ${key.toString('latin1')}`);
  if (new Set(keys).size < keys.length) {
    throw new ValidationError('Transaction request cannot include multiple operations on one item');
  }
}

function refuseTooLarge(found: readonly (StoredItem | undefined)[]): void {
  const bytes = found.reduce((sum, stored) => sum + (stored?.sizeBytes ?? 0), 0);
  if (bytes <= TRANSACTION_SIZE_BYTES) return;
  throw new ValidationError('The aggregate size of the items in the transaction cannot exceed 4 MB');
}

/** A projection that meets nothing of the item leaves the member out. */
function answer(stored: StoredItem | undefined, projection: Projection | undefined): ItemResponse {
  const item = stored && (projection ? projection.apply(stored.item) : stored.item);
  return item && Object.keys(item).length > 0 ? { Item: item } : {};
}
