import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';

/** Compiles Arguments, Output, Assign, ItemSelector: any JSON with expressions in it. @param field location for errors. @throws ExpressionSyntaxError */
export function compileTemplate(template: Json, field: string): (scope: Scope) => Json | Promise<Json> {
  throw new Error('not written yet');
}
