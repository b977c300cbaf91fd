import type { BatchWriteItemCommandInput, BatchWriteItemCommandOutput, WriteRequest } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { ValidationError } from '../errors.ts';
import { reportAll, writeConsumption } from '../items/capacity.ts';
import { keyAttributes } from '../keys/key-schema.ts';
import { BATCH_WRITE_REQUESTS } from '../limits.ts';
import { Constraints, RETURN_CONSUMED_CAPACITY, RETURN_ITEM_COLLECTION_METRICS } from '../request/constraints.ts';
import { keyMismatch } from '../request/keys.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { MORE_THAN_ONE_TYPE, NO_TYPE } from '../values/parse.ts';
import { prepareDelete } from '../writes/delete.ts';
import { preparePut } from '../writes/put.ts';
import { reportCollections } from '../writes/report.ts';
import type { BoundAction, WriteAction } from '../writes/write-action.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const batchWriteItem = ({ tables, writer, store, access }: Parts) =>
  operation<BatchWriteItemCommandInput, Omit<BatchWriteItemCommandOutput, '$metadata'>>({
    name: 'BatchWriteItem',
    access: (input) =>
      Object.entries(input.RequestItems ?? {}).map(([name, requests]) =>
        access.table('BatchWriteItem', name, {
          leadingKeys: requests.flatMap((request) => access.leadingKeys(name, imageOf(request))),
          attributes: requests.flatMap((request) => Object.keys(imageOf(request) ?? {})),
        }),
      ),
    async run(input) {
      verify(input);
      const actions = Object.entries(input.RequestItems ?? {}).flatMap(([name, requests]) =>
        requests.map((request) => prepare(name, request)),
      );
      const written = await writer.commit(() => {
        const bound = actions.map((action) => bind(tables, action));
        refuseDuplicates(bound);
        return bound.map((action) => writer.write(action));
      });
      const capacity = reportAll(
        input.ReturnConsumedCapacity,
        written.map(({ action: { table, key }, old, next }) => writeConsumption(table, key, { old, next })),
      );
      return {
        UnprocessedItems: {},
        ...reportCollections(store, written, input.ReturnItemCollectionMetrics),
        ...(capacity ? { ConsumedCapacity: capacity } : {}),
      };
    },
  });

const imageOf = ({ PutRequest, DeleteRequest }: WriteRequest) => PutRequest?.Item ?? DeleteRequest?.Key;

function verify(input: BatchWriteItemCommandInput): void {
  const requests = Object.entries(input.RequestItems ?? {});
  if (requests.length === 0) throw new ValidationError('The requestItems parameter is required for BatchWriteItem');
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, RETURN_ITEM_COLLECTION_METRICS);
  for (const [name, list] of requests) {
    constraints.tableName(name, 'requestItems');
    if (list.length > BATCH_WRITE_REQUESTS || list.length === 0) {
      constraints.fail(
        `'{${name}=[${list.length} requests]}'`,
        'requestItems',
        'Map value must satisfy constraint: ' +
          '[Member must have length less than or equal to 25, Member must have length greater than or equal to 1]',
      );
    }
  }
  constraints.verify();
  const count = requests.reduce((sum, [, list]) => sum + list.length, 0);
  if (count > BATCH_WRITE_REQUESTS) throw new ValidationError('Too many items requested for the BatchWriteItem call');
}

function prepare(TableName: string, { PutRequest, DeleteRequest }: WriteRequest): WriteAction {
  if (PutRequest && DeleteRequest) throw new ValidationError(MORE_THAN_ONE_TYPE);
  if (PutRequest) return preparePut({ TableName, Item: PutRequest.Item });
  if (DeleteRequest) return prepareDelete({ TableName, Key: DeleteRequest.Key });
  throw new ValidationError(NO_TYPE);
}

/** Here, unlike in PutItem, a key of the wrong type is reported like that of a delete. */
function bind(tables: Tables, action: WriteAction): BoundAction {
  const table = tables.require(action.tableName);
  try {
    return action.bind(table);
  } catch (error) {
    throw error instanceof ValidationError && isKeyTypeMismatch(table, error.message) ? keyMismatch() : error;
  }
}

const isKeyTypeMismatch = (table: Table, message: string) =>
  keyAttributes(table.key).some(({ name }) => message.includes(`Type mismatch for key ${name} expected`));

function refuseDuplicates(actions: readonly BoundAction[]): void {
  const keys = actions.map(({ table, key }) => `${table.name} ${key.toString('latin1')}`);
  if (new Set(keys).size < keys.length) {
    throw new ValidationError('Provided list of item keys contains duplicates');
  }
}
