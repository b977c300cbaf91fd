import type { ReturnValue, UpdateItemCommandInput, UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { attributesIn } from '../access.ts';
import { projectionOf } from '../expressions/projection.ts';
import {
  Constraints,
  ON_CONDITION_FAILURE,
  RETURN_CONSUMED_CAPACITY,
  RETURN_ITEM_COLLECTION_METRICS,
  RETURN_VALUES,
} from '../request/constraints.ts';
import type { Item } from '../values/value.ts';
import { reportWrite } from '../writes/report.ts';
import { prepareUpdate } from '../writes/update.ts';
import type { Written } from '../writes/writer.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = ({ tables, writer, store, access }: Parts) =>
  operation<UpdateItemCommandInput, Omit<UpdateItemCommandOutput, '$metadata'>>({
    name: 'UpdateItem',
    access: (input) => [
      access.table('UpdateItem', input.TableName, {
        leadingKeys: access.leadingKeys(input.TableName, input.Key),
        attributes: [
          ...Object.keys(input.Key ?? {}),
          ...Object.keys(input.AttributeUpdates ?? {}),
          ...attributesIn(input.ExpressionAttributeNames, input.UpdateExpression, input.ConditionExpression),
        ],
        returnValues: input.ReturnValues,
        returnConsumedCapacity: input.ReturnConsumedCapacity,
      }),
    ],
    async run(input) {
      verify(input);
      const action = prepareUpdate(input);
      const written = await writer.commit(() => writer.write(action.bind(tables.require(action.tableName))));
      const attributes = returned(input.ReturnValues, written);
      return {
        ...(attributes && Object.keys(attributes).length > 0 ? { Attributes: attributes } : {}),
        ...reportWrite(store, written, input),
      };
    },
  });

function verify(input: UpdateItemCommandInput): void {
  new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .tableName(input.TableName)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, RETURN_ITEM_COLLECTION_METRICS)
    .oneOf('returnValues', input.ReturnValues, RETURN_VALUES)
    .required('key', input.Key)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure, ON_CONDITION_FAILURE)
    .verify();
}

/** `UPDATED_…` answers what the update touched and nothing around it. */
function returned(wanted: ReturnValue | undefined, { old, next, paths, targets }: Written): Item | undefined {
  switch (wanted) {
    case 'ALL_OLD':
      return old;
    case 'ALL_NEW':
      return next;
    case 'UPDATED_OLD':
      return old && projectionOf(targets).apply(old);
    case 'UPDATED_NEW':
      return next && projectionOf(paths).apply(next);
    default:
      return undefined;
  }
}
