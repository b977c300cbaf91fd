import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import type { Scope } from '../scope.ts';
import { compileExpression, type Evaluation, isExpression } from './expression.ts';

type Read = (scope: Scope) => Evaluation;

/** What a template comes to: a constant, or a value that depends on the scope. */
type Part = { readonly constant: Json } | { readonly read: Read };

/**
 * Compiles Arguments, Output, Assign, ItemSelector and the like of a JSONata state: any JSON in which strings of the form
 * `{% … %}` are expressions. Answers at once unless an expression takes its time. Constant parts are shared between results.
 * @param field location for errors, such as `Output`; `/name` and `[index]` are added to it on the way down
 * @throws ExpressionSyntaxError with the location when compiled; QueryEvaluationError when run
 */
export function compileTemplate(template: Json, field: string): Read {
  const part = compilePart(template, field);
  return 'constant' in part ? () => part.constant : part.read;
}

function compilePart(template: Json, field: string): Part {
  if (isExpression(template)) return { read: compileExpression(template, field) };
  if (Array.isArray(template)) return compileItems(template, field);
  return isObject(template) ? compileMembers(template, field) : { constant: template };
}

function compileItems(items: readonly Json[], field: string): Part {
  const parts = items.map((item, i) => compilePart(item, `${field}[${i}]`));
  if (parts.every((part) => 'constant' in part)) return { constant: parts.map((part) => part.constant) };
  return { read: inOrder(parts, (values) => values) };
}

function compileMembers(object: JsonObject, field: string): Part {
  const names = Object.keys(object);
  const parts = names.map((name) => compilePart(object[name] ?? null, `${field}/${name}`));
  if (parts.every((part) => 'constant' in part)) return { constant: object };
  const build = (values: readonly Json[]) => {
    const result: JsonObject = {};
    for (const [i, name] of names.entries()) setMember(result, name, values[i] ?? null);
    return result;
  };
  return { read: inOrder(parts, build) };
}

/** Reads the parts one after the other, so that the first that fails decides, and waits only for those that answer later. */
function inOrder(parts: readonly Part[], build: (values: Json[]) => Json): Read {
  const reads = parts.map((part) => ('constant' in part ? () => part.constant : part.read));
  return (scope) => {
    const values: Json[] = [];
    for (const [i, read] of reads.entries()) {
      const value = read(scope);
      if (value instanceof Promise) return rest(reads.slice(i + 1), value, values, scope).then(build);
      values.push(value);
    }
    return build(values);
  };
}

async function rest(reads: readonly Read[], pending: Promise<Json>, values: Json[], scope: Scope): Promise<Json[]> {
  values.push(await pending);
  for (const read of reads) values.push(await read(scope));
  return values;
}
