import type { AttributeValueUpdate } from '@aws-sdk/client-dynamodb';
import { invalidParameter } from '../errors.ts';
import type { Action } from '../expressions/actions/action.ts';
import { sum } from '../expressions/actions/add.ts';
import { difference } from '../expressions/actions/delete.ts';
import { type Update, updateOf } from '../expressions/update.ts';
import { parseValue } from '../values/parse.ts';
import { attributeOf, typeOf, type Value } from '../values/value.ts';

/**
 * `AttributeUpdates` of UpdateItem
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html).
 */
export function compileAttributeUpdates(updates: Readonly<Record<string, AttributeValueUpdate>>): Update {
  return updateOf(Object.entries(updates).map(([name, update]) => compileAction(name, update)));
}

function compileAction(name: string, { Action: action = 'PUT', Value }: AttributeValueUpdate): Action {
  const operand = Value && parseValue(Value);
  if (!operand) {
    if (action !== 'DELETE') {
      throw invalidParameter('Only DELETE action is allowed when no attribute value is specified');
    }
    return { target: [name], reads: [], compute: () => undefined };
  }
  if (action === 'PUT') return { target: [name], reads: [], compute: () => operand };
  if (action === 'ADD') return addition(name, operand);
  return deletion(name, operand);
}

function addition(name: string, operand: Value): Action {
  const type = typeOf(operand);
  if (!['N', 'SS', 'NS', 'BS', 'L'].includes(type)) {
    throw invalidParameter(`ADD action is not supported for the type ${type}`);
  }
  return {
    target: [name],
    reads: [],
    compute(item) {
      const current = attributeOf(item, name);
      if (current && 'L' in current && 'L' in operand) return { L: [...current.L, ...operand.L] };
      return withoutMismatch(current, operand, () => sum(current, operand));
    },
  };
}

function deletion(name: string, operand: Value): Action {
  const type = typeOf(operand);
  if (!['SS', 'NS', 'BS'].includes(type)) {
    throw invalidParameter(`DELETE action with value is not supported for the type ${type}`);
  }
  return {
    target: [name],
    reads: [],
    compute(item) {
      const current = attributeOf(item, name);
      return withoutMismatch(current, operand, () => difference(current, operand));
    },
  };
}

function withoutMismatch<T>(current: Value | undefined, operand: Value, compute: () => T): T {
  if (current && typeOf(current) !== typeOf(operand)) throw invalidParameter('Type mismatch for attribute to update');
  return compute();
}
