import type { DeleteItemCommandInput, DeleteItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { itemWriteAccess, refuseUpdatedValues, verifyItemWrite } from '../request/item-write.ts';
import { prepareDelete } from '../writes/delete.ts';
import { reportWrite } from '../writes/report.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem = ({ tables, writer, store, access }: Parts) =>
  operation<DeleteItemCommandInput, Omit<DeleteItemCommandOutput, '$metadata'>>({
    name: 'DeleteItem',
    access: (input) => [itemWriteAccess(access, 'DeleteItem', input, input.Key, input.ConditionExpression)],
    async run(input) {
      verifyItemWrite(input, { key: input.Key });
      refuseUpdatedValues(input);
      const action = prepareDelete(input);
      const written = await writer.commit(() => writer.write(action.bind(tables.require(action.tableName))));
      return {
        ...(input.ReturnValues === 'ALL_OLD' && written.old ? { Attributes: written.old } : {}),
        ...reportWrite(store, written, input),
      };
    },
  });
