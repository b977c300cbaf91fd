import type { Bindings } from '../bindings.ts';
import { compileSetValue } from '../set-value.ts';
import type { ActionNode } from '../update-syntax.ts';
import type { Action } from './action.ts';

/** `SET path = value` */
export function compileSet(node: Extract<ActionNode, { kind: 'SET' }>, bindings: Bindings): Action {
  const target = bindings.path('UpdateExpression', node.path);
  const { compute, paths } = compileSetValue(node.value, bindings);
  return { target, reads: paths, compute };
}
