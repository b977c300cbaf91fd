import type { Json, JsonTypeName } from '../json.ts';
import type { Scope } from '../scope.ts';

/** True for text of the form `{% … %}`. */
export function isExpression(value: Json): value is string {
  throw new Error('not written yet');
}

/**
 * Compiles `{% … %}`. The compiled function answers at once where it can, else with a promise.
 * @param field location for errors, such as `Output/error`
 * @param expected the JSON types that the field accepts; all when absent
 * @throws ExpressionSyntaxError when compiled; QueryEvaluationError when run
 */
export function compileExpression(
  text: string,
  field: string,
  expected?: readonly JsonTypeName[],
): (scope: Scope) => Json | Promise<Json> {
  throw new Error('not written yet');
}
