import type { ReturnValue, UpdateItemCommandInput, UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { projectionOf } from '../expressions/projection.ts';
import { itemWriteAccess, verifyItemWrite } from '../request/item-write.ts';
import type { Item } from '../values/value.ts';
import { reportWrite } from '../writes/report.ts';
import { prepareUpdate } from '../writes/update.ts';
import type { Written } from '../writes/writer.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = ({ tables, writer, store, access }: Parts) =>
  operation<UpdateItemCommandInput, Omit<UpdateItemCommandOutput, '$metadata'>>({
    name: 'UpdateItem',
    access: (input) => {
      const { Key, AttributeUpdates, UpdateExpression, ConditionExpression } = input;
      const touched = { ...AttributeUpdates, ...Key };
      return [itemWriteAccess(access, 'UpdateItem', input, touched, UpdateExpression, ConditionExpression)];
    },
    async run(input) {
      verifyItemWrite(input, { key: input.Key });
      const action = prepareUpdate(input);
      const written = await writer.commit(() => writer.write(action.bind(tables.require(action.tableName))));
      const attributes = returned(input.ReturnValues, written);
      return {
        ...(attributes && Object.keys(attributes).length > 0 ? { Attributes: attributes } : {}),
        ...reportWrite(store, written, input),
      };
    },
  });

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
