import type { GetItemCommandInput, GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { attributesIn } from '../access.ts';
import { readUnits, reportConsumption } from '../items/capacity.ts';
import { Constraints, RETURN_CONSUMED_CAPACITY } from '../request/constraints.ts';
import { requireKey } from '../request/keys.ts';
import { prepareProjection } from '../request/projection.ts';
import { parseItem } from '../values/parse.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem = ({ tables, items, access }: Parts) =>
  operation<GetItemCommandInput, Omit<GetItemCommandOutput, '$metadata'>>({
    name: 'GetItem',
    access: (input) => [
      access.table('GetItem', input.TableName, {
        leadingKeys: access.leadingKeys(input.TableName, input.Key),
        attributes: [
          ...Object.keys(input.Key ?? {}),
          ...(input.AttributesToGet ?? []),
          ...attributesIn(input.ExpressionAttributeNames, input.ProjectionExpression),
        ],
        returnConsumedCapacity: input.ReturnConsumedCapacity,
      }),
    ],
    run(input) {
      new Constraints()
        .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
        .tableName(input.TableName)
        .required('key', input.Key)
        .verify();
      const key = parseItem(input.Key ?? {});
      const projection = prepareProjection(input);
      const table = tables.require(input.TableName ?? '');
      const stored = items.get(table, requireKey(table, key));
      const tableUnits = readUnits(stored?.sizeBytes ?? 0, input.ConsistentRead ? 'strong' : 'eventual');
      const capacity = reportConsumption(input.ReturnConsumedCapacity, {
        table,
        kind: 'Read',
        tableUnits,
        indexUnits: new Map(),
      });
      return {
        ...(stored ? { Item: projection ? projection.apply(stored.item) : stored.item } : {}),
        ...(capacity ? { ConsumedCapacity: capacity } : {}),
      };
    },
  });
