import { isObject, type Json, typeName } from '../json.ts';
import { select } from './select.ts';
import { bracketNotation, type PathSyntax, type Step } from './syntax.ts';

/** Why a definite path selects nothing, in the words that AWS takes from its JSONPath library. */
export function explainMissing(syntax: PathSyntax, root: Json | undefined): string {
  const { steps } = syntax;
  if (root === undefined) return `No results for path: ${bracketNotation(steps)}`;
  for (const [i, step] of steps.entries()) {
    const value = select(steps.slice(0, i), true, root, root);
    const wrongType =
      value === undefined ? undefined : explainWrongType(step, value, bracketNotation(steps.slice(0, i)));
    if (wrongType !== undefined) return wrongType;
    const missingHere = select(steps.slice(0, i + 1), true, root, root) === undefined;
    if (missingHere && step.kind === 'field' && i < steps.length - 1) {
      return `Missing property in path ${bracketNotation(steps.slice(0, i + 1))}`;
    }
  }
  return `No results for path: ${bracketNotation(steps)}`;
}

function explainWrongType(step: Step, value: Json, path: string): string | undefined {
  if (step.kind === 'field' && !isObject(value)) {
    return `Expected to find an object with property ['${step.name}'] in path ${path} but found '${typeName(value)}'.`;
  }
  if (step.kind === 'index' && !Array.isArray(value)) {
    return `Filter: [${step.index}] can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
  }
  return undefined;
}
