import { Bindings } from '../expressions/bindings.ts';
import { requireKey } from '../request/keys.ts';
import { parseItem } from '../values/parse.ts';
import type { Item } from '../values/value.ts';
import {
  type AttributeMap,
  type ConditionInput,
  compileWriteCondition,
  type Outcome,
  refuseMixedCondition,
  showsOnFailure,
  type WriteAction,
} from './write-action.ts';

export interface KeyInput extends ConditionInput {
  readonly TableName: string | undefined;
  readonly Key: AttributeMap | undefined;
}

/** Removes the item, if it is there. */
export const prepareDelete = (input: KeyInput): WriteAction => prepare(input, () => ({ item: undefined }));

/** Changes nothing: a transaction's condition on an item that it does not write. */
export const prepareCheck = (input: KeyInput): WriteAction => prepare(input, (item) => ({ item }));

function prepare(input: KeyInput, next: (old: Item | undefined) => Outcome): WriteAction {
  refuseMixedCondition(input);
  const bindings = new Bindings(input, { ConditionExpression: input.ConditionExpression });
  const keyItem = parseItem(input.Key ?? {});
  const condition = compileWriteCondition(input, bindings);
  bindings.refuseUnused();
  return {
    tableName: input.TableName ?? '',
    bind: (table) => ({
      table,
      key: requireKey(table, keyItem),
      keyItem,
      condition,
      showOnFailure: showsOnFailure(input),
      next,
    }),
  };
}
