import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';

/** Compiles Parameters, ResultSelector or ItemSelector. @throws ExpressionSyntaxError */
export function compileTemplate(template: Json): (scope: Scope) => Json {
  throw new Error('not written yet');
}
