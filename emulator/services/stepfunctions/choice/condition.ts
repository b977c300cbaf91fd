import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';

/** Compiles a JSONata Condition: `{% … %}` or a boolean. @throws ExpressionSyntaxError when compiled; QueryEvaluationError unless it gives a boolean */
export function compileCondition(condition: Json, field: string): (scope: Scope) => boolean | Promise<boolean> {
  throw new Error('not written yet');
}
