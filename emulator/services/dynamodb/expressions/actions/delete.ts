import { bytesKey, members } from '../../values/compare.ts';
import type { Value } from '../../values/value.ts';
import type { Bindings } from '../bindings.ts';
import { readPath } from '../path.ts';
import { wrongType } from '../set-value.ts';
import type { ActionNode } from '../update-syntax.ts';
import type { Action } from './action.ts';
import { refuseOtherTypes } from './add.ts';

/** `DELETE path :set`: takes members out of a set; a set that becomes empty is removed. */
export function compileDelete(
  { path, placeholder }: ActionNode & { kind: 'ADD' | 'DELETE' },
  bindings: Bindings,
): Action {
  const target = bindings.path('UpdateExpression', path);
  const operand = bindings.value('UpdateExpression', placeholder);
  refuseOtherTypes('DELETE', operand, ['SS', 'NS', 'BS']);
  return { target, reads: [], compute: (item) => difference(readPath(item, target), operand) };
}

export function difference(current: Value | undefined, operand: Value): Value | undefined {
  if (!current) return undefined;
  const gone = new Set(members(operand));
  if ('SS' in current && 'SS' in operand) {
    const SS = current.SS.filter((member) => !gone.has(member));
    return SS.length > 0 ? { SS } : undefined;
  }
  if ('NS' in current && 'NS' in operand) {
    const NS = current.NS.filter((member) => !gone.has(member));
    return NS.length > 0 ? { NS } : undefined;
  }
  if (!('BS' in current && 'BS' in operand)) return wrongType();
  const BS = current.BS.filter((member) => !gone.has(bytesKey(member)));
  return BS.length > 0 ? { BS } : undefined;
}
