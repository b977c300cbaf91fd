import type { PutItemCommandInput, PutItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { itemWriteAccess, refuseUpdatedValues, verifyItemWrite } from '../request/item-write.ts';
import { preparePut } from '../writes/put.ts';
import { reportWrite } from '../writes/report.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = ({ tables, writer, store, access }: Parts) =>
  operation<PutItemCommandInput, Omit<PutItemCommandOutput, '$metadata'>>({
    name: 'PutItem',
    access: (input) => [itemWriteAccess(access, 'PutItem', input, input.Item, input.ConditionExpression)],
    async run(input) {
      verifyItemWrite(input, { item: input.Item });
      refuseUpdatedValues(input);
      const action = preparePut(input);
      const written = await writer.commit(() => writer.write(action.bind(tables.require(action.tableName))));
      return {
        ...(input.ReturnValues === 'ALL_OLD' && written.old ? { Attributes: written.old } : {}),
        ...reportWrite(store, written, input),
      };
    },
  });
