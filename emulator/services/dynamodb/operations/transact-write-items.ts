import type {
  CancellationReason,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Access } from '../../../door/operation.ts';
import { operation } from '../../../door/operation.ts';
import { type AccessControl, attributesIn } from '../access.ts';
import { SchemaMismatchError, ValidationError } from '../errors.ts';
import { type Consumption, readUnits, reportAll, writeConsumption } from '../items/capacity.ts';
import { TRANSACTION_ACTIONS, TRANSACTION_SIZE_BYTES } from '../limits.ts';
import {
  Constraints,
  ON_CONDITION_FAILURE,
  RETURN_CONSUMED_CAPACITY,
  RETURN_ITEM_COLLECTION_METRICS,
} from '../request/constraints.ts';
import type { Tables } from '../tables/tables.ts';
import { itemSize } from '../values/size.ts';
import { prepareCheck, prepareDelete } from '../writes/delete.ts';
import { preparePut } from '../writes/put.ts';
import { reportCollections } from '../writes/report.ts';
import { TransactionTokens } from '../writes/tokens.ts';
import { prepareUpdate } from '../writes/update.ts';
import type { BoundAction, WriteAction } from '../writes/write-action.ts';
import { validationReason, type Written } from '../writes/writer.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems = ({ tables, items, writer, store, clock, access }: Parts) => {
  const tokens = new TransactionTokens(store, clock);

  /** Undefined when the transaction was done before. */
  const perform = (bound: readonly (BoundAction | CancellationReason)[], input: TransactWriteItemsCommandInput) => {
    const { ClientRequestToken: token, TransactItems } = input;
    refuseDuplicates(bound);
    if (token !== undefined && tokens.wasDone(token, TransactItems)) return undefined;
    const planned = writer.planAll(bound);
    refuseTooLarge(planned);
    if (token !== undefined) tokens.remember(token, TransactItems);
    for (const one of planned) writer.perform(one);
    return planned;
  };

  /** A transaction that was done before is answered as if it were done again, at the price of reading. */
  const readingOf = (bound: readonly (BoundAction | CancellationReason)[]): Consumption[] =>
    bound.flatMap((action) => {
      if (!('table' in action)) return [];
      const tableUnits = readUnits(items.get(action.table, action.key)?.sizeBytes ?? 0, 'transactional');
      return [{ table: action.table, kind: 'Read', tableUnits, indexUnits: new Map(), transactional: true }];
    });

  return operation<TransactWriteItemsCommandInput, Omit<TransactWriteItemsCommandOutput, '$metadata'>>({
    name: 'TransactWriteItems',
    access: (input) => (input.TransactItems ?? []).flatMap((item) => accessOf(item, access)),
    async run(input) {
      verify(input);
      const actions = (input.TransactItems ?? []).map(prepare);
      const { bound, written } = await writer.commit(() => {
        const bound = actions.map((action) => bind(tables, action));
        return { bound, written: perform(bound, input) };
      });
      const consumptions = written?.map(({ action: { table, key }, old, next }) =>
        writeConsumption(table, key, { old, next }, true),
      );
      const capacity = reportAll(input.ReturnConsumedCapacity, consumptions ?? readingOf(bound));
      return {
        ...(capacity ? { ConsumedCapacity: capacity } : {}),
        ...reportCollections(store, written ?? [], input.ReturnItemCollectionMetrics),
      };
    },
  });
};

const LONGEST_TOKEN = 36;

function verify(input: TransactWriteItemsCommandInput): void {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, RETURN_ITEM_COLLECTION_METRICS)
    .length('clientRequestToken', input.ClientRequestToken, 1, LONGEST_TOKEN)
    .required('transactItems', input.TransactItems)
    .length('transactItems', input.TransactItems, 1, TRANSACTION_ACTIONS);
  input.TransactItems?.forEach((item, at) => {
    verifyItem(constraints, item, `transactItems.${at + 1}.member`);
  });
  constraints.verify();
}

function verifyItem(constraints: Constraints, item: TransactWriteItem, member: string): void {
  const { ConditionCheck, Put, Update, Delete } = item;
  for (const [name, action] of Object.entries({
    conditionCheck: ConditionCheck,
    put: Put,
    update: Update,
    delete: Delete,
  })) {
    if (!action) continue;
    constraints.tableName(action.TableName, `${member}.${name}.tableName`);
    const failureMember = `${member}.${name}.returnValuesOnConditionCheckFailure`;
    constraints.oneOf(failureMember, action.ReturnValuesOnConditionCheckFailure, ON_CONDITION_FAILURE);
  }
  if (Put) constraints.required(`${member}.put.item`, Put.Item);
  if (Delete) constraints.required(`${member}.delete.key`, Delete.Key);
  if (Update) {
    constraints.required(`${member}.update.key`, Update.Key);
    constraints.required(`${member}.update.updateExpression`, Update.UpdateExpression);
  }
  if (ConditionCheck) {
    constraints.required(`${member}.conditionCheck.key`, ConditionCheck.Key);
    constraints.required(`${member}.conditionCheck.conditionExpression`, ConditionCheck.ConditionExpression);
  }
}

function prepare({ ConditionCheck, Put, Update, Delete }: TransactWriteItem): WriteAction {
  const given = [ConditionCheck, Put, Update, Delete].filter((action) => action !== undefined);
  if (given.length !== 1) {
    throw new ValidationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  if (Put) return preparePut(Put);
  if (Update) return prepareUpdate(Update);
  if (Delete) return prepareDelete(Delete);
  return prepareCheck(ConditionCheck ?? { TableName: undefined, Key: undefined });
}

/** What does not suit the table cancels the transaction, with its reason. */
function bind(tables: Tables, action: WriteAction): BoundAction | CancellationReason {
  const table = tables.require(action.tableName);
  try {
    return action.bind(table);
  } catch (error) {
    if (error instanceof SchemaMismatchError) return validationReason(error);
    throw error;
  }
}

function refuseDuplicates(bound: readonly (BoundAction | CancellationReason)[]): void {
  const keys = bound.flatMap((action) =>
    'table' in action ? [`${action.table.name} ${action.key.toString('latin1')}`] : [],
  );
  if (new Set(keys).size < keys.length) {
    throw new ValidationError('Transaction request cannot include multiple operations on one item');
  }
}

function refuseTooLarge(written: readonly Written[]): void {
  const bytes = written.reduce((sum, { next }) => sum + (next ? itemSize(next) : 0), 0);
  if (bytes <= TRANSACTION_SIZE_BYTES) return;
  throw new ValidationError('The aggregate size of the items in the transaction cannot exceed 4 MB');
}

/** Each action needs its own permission (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html). */
function accessOf({ ConditionCheck, Put, Update, Delete }: TransactWriteItem, access: AccessControl): Access[] {
  const enclosingOperation = 'TransactWriteItems';
  const of = (
    action: string,
    on: { TableName: string | undefined },
    image: Record<string, unknown> | undefined,
    more: string[],
  ) =>
    access.table(action, on.TableName, {
      leadingKeys: access.leadingKeys(on.TableName, image),
      attributes: [...Object.keys(image ?? {}), ...more],
      enclosingOperation,
    });
  const named = (
    action: NonNullable<typeof Update | typeof ConditionCheck | typeof Put | typeof Delete>,
    update?: string,
  ) => attributesIn(action.ExpressionAttributeNames, action.ConditionExpression, update);
  return [
    ...(ConditionCheck ? [of('ConditionCheckItem', ConditionCheck, ConditionCheck.Key, named(ConditionCheck))] : []),
    ...(Put ? [of('PutItem', Put, Put.Item, named(Put))] : []),
    ...(Update ? [of('UpdateItem', Update, Update.Key, named(Update, Update.UpdateExpression))] : []),
    ...(Delete ? [of('DeleteItem', Delete, Delete.Key, named(Delete))] : []),
  ];
}
