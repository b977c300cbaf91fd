import type { PutItemCommandInput, PutItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { attributesIn } from '../access.ts';
import { ValidationError } from '../errors.ts';
import {
  Constraints,
  ON_CONDITION_FAILURE,
  RETURN_CONSUMED_CAPACITY,
  RETURN_ITEM_COLLECTION_METRICS,
  RETURN_VALUES,
} from '../request/constraints.ts';
import { preparePut } from '../writes/put.ts';
import { reportWrite } from '../writes/report.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = ({ tables, writer, store, access }: Parts) =>
  operation<PutItemCommandInput, Omit<PutItemCommandOutput, '$metadata'>>({
    name: 'PutItem',
    access: (input) => [
      access.table('PutItem', input.TableName, {
        leadingKeys: access.leadingKeys(input.TableName, input.Item),
        attributes: [
          ...Object.keys(input.Item ?? {}),
          ...attributesIn(input.ExpressionAttributeNames, input.ConditionExpression),
        ],
        returnValues: input.ReturnValues,
        returnConsumedCapacity: input.ReturnConsumedCapacity,
      }),
    ],
    async run(input) {
      verify(input);
      const action = preparePut(input);
      const written = await writer.commit(() => writer.write(action.bind(tables.require(action.tableName))));
      const { old } = written;
      return {
        ...(input.ReturnValues === 'ALL_OLD' && old ? { Attributes: old } : {}),
        ...reportWrite(store, written, input),
      };
    },
  });

function verify(input: PutItemCommandInput): void {
  new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .tableName(input.TableName)
    .required('item', input.Item)
    .oneOf('returnValues', input.ReturnValues, RETURN_VALUES)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, RETURN_ITEM_COLLECTION_METRICS)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure, ON_CONDITION_FAILURE)
    .verify();
  if (input.ReturnValues && input.ReturnValues !== 'ALL_OLD' && input.ReturnValues !== 'NONE') {
    throw new ValidationError('ReturnValues can only be ALL_OLD or NONE');
  }
}
