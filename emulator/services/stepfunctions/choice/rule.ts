import type { JsonObject } from '../json.ts';
import type { Scope } from '../scope.ts';

/** Compiles one JSONPath choice rule (data-test expression or And / Or / Not; Next, Assign, Output and Comment are ignored). @throws ExpressionSyntaxError */
export function compileChoiceRule(rule: JsonObject): (scope: Scope) => boolean {
  throw new Error('not written yet');
}
