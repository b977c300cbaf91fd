import type { AttributeValueUpdate } from '@aws-sdk/client-dynamodb';
import { invalidParameter, ValidationError } from '../errors.ts';
import { Bindings } from '../expressions/bindings.ts';
import type { Path } from '../expressions/path.ts';
import { compileUpdate, type Update } from '../expressions/update.ts';
import { keyAttributes } from '../keys/key-schema.ts';
import { compileAttributeUpdates } from '../legacy/attribute-updates.ts';
import { ITEM_SIZE_BYTES, NESTING_LEVELS } from '../limits.ts';
import { checkIndexKeys, requireKey } from '../request/keys.ts';
import type { Table } from '../tables/table.ts';
import { parseItem, TOO_DEEP } from '../values/parse.ts';
import { itemSize } from '../values/size.ts';
import { type Item, levelsOf } from '../values/value.ts';
import type { KeyInput } from './delete.ts';
import {
  compileWriteCondition,
  type Outcome,
  refuseMixedCondition,
  showsOnFailure,
  type WriteAction,
} from './write-action.ts';

export interface UpdateInput extends KeyInput {
  readonly UpdateExpression?: string | undefined;
  readonly AttributeUpdates?: Readonly<Record<string, AttributeValueUpdate>> | undefined;
}

/** Changes attributes of an item; an item that is not there is made, with its key. */
export function prepareUpdate(input: UpdateInput): WriteAction {
  const { AttributeUpdates, UpdateExpression, ConditionExpression } = input;
  refuseMixedCondition(input, { legacy: { AttributeUpdates }, expressions: { UpdateExpression } });
  const bindings = new Bindings(input, { UpdateExpression, ConditionExpression });
  const keyItem = parseItem(input.Key ?? {});
  const update = compile(input, bindings);
  const condition = compileWriteCondition(input, bindings);
  bindings.refuseUnused();
  return {
    tableName: input.TableName ?? '',
    bind(table) {
      const key = requireKey(table, keyItem);
      if (update) refuseKeyTargets(table, update);
      return {
        table,
        key,
        keyItem,
        condition,
        showOnFailure: showsOnFailure(input),
        next: (old) => applyTo(table, old ?? keyItem, update),
      };
    },
  };
}

function compile({ UpdateExpression, AttributeUpdates }: UpdateInput, bindings: Bindings): Update | undefined {
  if (UpdateExpression !== undefined) return compileUpdate(UpdateExpression, bindings);
  return AttributeUpdates && compileAttributeUpdates(AttributeUpdates);
}

function refuseKeyTargets(table: Table, { targets, reads }: Update): void {
  const target = targets.find(([name]) => table.keyNames.has(String(name)));
  if (target) {
    throw invalidParameter(`Cannot update attribute ${String(target[0])}. This attribute is part of the key`);
  }
  const indexKeys = new Set(table.indexes.flatMap(({ key }) => keyAttributes(key).map(({ name }) => name)));
  const nested = [...targets, ...reads].find((path) => path.length > 1 && indexKeys.has(String(path[0])));
  if (!nested) return;
  throw new ValidationError(
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: " +
      `IndexKey: ${String(nested[0])}`,
  );
}

function applyTo(table: Table, old: Item, update: Update | undefined): Outcome {
  if (!update) return { item: old };
  const { item, paths } = update.apply(old);
  checkIndexKeys(table, item, true);
  if (itemSize(item) > ITEM_SIZE_BYTES) {
    throw new ValidationError('Item size to update has exceeded the maximum allowed size');
  }
  // The item is a level that does not count.
  if (paths.some(isNested) && levelsOf({ M: item }) > NESTING_LEVELS + 1) throw new ValidationError(TOO_DEEP);
  return { item, paths, targets: update.targets };
}

const isNested = (path: Path) => path.length > 1;
