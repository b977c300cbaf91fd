import { ValidationError } from '../errors.ts';
import { Bindings } from '../expressions/bindings.ts';
import { ITEM_SIZE_BYTES } from '../limits.ts';
import { checkIndexKeys, requireItemKey } from '../request/keys.ts';
import { parseItem } from '../values/parse.ts';
import { itemSize } from '../values/size.ts';
import {
  type AttributeMap,
  type ConditionInput,
  compileWriteCondition,
  refuseMixedCondition,
  showsOnFailure,
  type WriteAction,
} from './write-action.ts';

export interface PutInput extends ConditionInput {
  readonly TableName: string | undefined;
  readonly Item: AttributeMap | undefined;
}

/** Puts a whole item in place of whatever is there. */
export function preparePut(input: PutInput): WriteAction {
  refuseMixedCondition(input);
  const bindings = new Bindings(input, { ConditionExpression: input.ConditionExpression });
  const item = parseItem(input.Item ?? {});
  const condition = compileWriteCondition(input, bindings);
  bindings.refuseUnused();
  if (itemSize(item) > ITEM_SIZE_BYTES) throw new ValidationError('Item size has exceeded the maximum allowed size');
  return {
    tableName: input.TableName ?? '',
    bind(table) {
      const key = requireItemKey(table, item);
      checkIndexKeys(table, item, false);
      return {
        table,
        key,
        keyItem: item,
        condition,
        showOnFailure: showsOnFailure(input),
        next: () => ({ item }),
      };
    },
  };
}
