import { bytesKey } from '../../values/compare.ts';
import { add } from '../../values/number.ts';
import { TYPE_NAMES, typeOf, type Value } from '../../values/value.ts';
import type { Bindings } from '../bindings.ts';
import { invalidExpression } from '../expression-error.ts';
import { readPath } from '../path.ts';
import { wrongType } from '../set-value.ts';
import type { ActionNode } from '../update-syntax.ts';
import type { Action } from './action.ts';

/** `ADD path :value`: adds to a number, or members to a set; what is missing counts as 0 or empty. */
export function compileAdd({ path, placeholder }: ActionNode & { kind: 'ADD' | 'DELETE' }, bindings: Bindings): Action {
  const target = bindings.path('UpdateExpression', path);
  const operand = bindings.value('UpdateExpression', placeholder);
  refuseOtherTypes('ADD', operand, ['N', 'SS', 'NS', 'BS']);
  return { target, reads: [], compute: (item) => sum(readPath(item, target), operand) };
}

export function refuseOtherTypes(operator: string, operand: Value, allowed: readonly string[]): void {
  const type = typeOf(operand);
  if (allowed.includes(type)) return;
  throw invalidExpression(
    'UpdateExpression',
    `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${TYPE_NAMES[type]}`,
  );
}

export function sum(current: Value | undefined, operand: Value): Value {
  if (!current) return operand;
  if ('N' in current && 'N' in operand) return { N: add(current.N, operand.N) };
  if ('SS' in current && 'SS' in operand) return { SS: [...new Set([...current.SS, ...operand.SS])] };
  if ('NS' in current && 'NS' in operand) return { NS: [...new Set([...current.NS, ...operand.NS])] };
  if (!('BS' in current && 'BS' in operand)) return wrongType();
  const known = new Set(current.BS.map(bytesKey));
  return { BS: [...current.BS, ...operand.BS.filter((member) => !known.has(bytesKey(member)))] };
}
