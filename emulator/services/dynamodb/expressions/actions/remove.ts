import type { Bindings } from '../bindings.ts';
import type { ActionNode } from '../update-syntax.ts';
import type { Action } from './action.ts';

/** `REMOVE path` */
export function compileRemove(node: Extract<ActionNode, { kind: 'REMOVE' }>, bindings: Bindings): Action {
  return { target: bindings.path('UpdateExpression', node.path), reads: [], compute: () => undefined };
}
