import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import type { Json } from '../json.ts';
import { compileExpression, isExpression } from '../jsonata/expression.ts';
import type { Scope } from '../scope.ts';

/**
 * Compiles a JSONata Condition: `{% … %}` or a boolean.
 * @param field location for errors, such as `Choices[0]/Condition`
 * @throws ExpressionSyntaxError when compiled; QueryEvaluationError when run, unless the answer is a boolean
 */
export function compileCondition(condition: Json, field: string): (scope: Scope) => boolean | Promise<boolean> {
  if (typeof condition === 'boolean') return () => condition;
  if (!isExpression(condition)) {
    throw new ExpressionSyntaxError(
      JSON.stringify(condition),
      "The field 'Condition' must be a JSONata expression or a boolean",
    );
  }
  const evaluate = compileExpression(condition, field, ['boolean']);
  return (scope) => {
    const answer = evaluate(scope);
    // compileExpression has made sure that the answer is a boolean
    return answer instanceof Promise ? answer.then((value) => value === true) : answer === true;
  };
}
