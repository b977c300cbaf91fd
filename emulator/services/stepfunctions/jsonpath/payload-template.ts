import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { compileIntrinsic } from '../intrinsics/evaluate.ts';
import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import type { Scope } from '../scope.ts';
import { compilePath } from './path.ts';

type Read = (scope: Scope) => Json;

/** What a template comes to: a constant, or a value that depends on the scope. */
type Part = { readonly constant: Json } | { readonly read: Read };

const DYNAMIC_SUFFIX = '.$';

/**
 * Compiles a payload template: Parameters, ResultSelector, ItemSelector, Assign and the like of a JSONPath state (States
 * language, "Payload Template"). A member `name.$` holds a path or an intrinsic call whose value becomes the member `name`;
 * everything else is copied. Constant parts are shared between results.
 * @throws ExpressionSyntaxError with `location` naming the object that holds the wrong member, such as `/a/b`
 */
export function compileTemplate(template: Json): Read {
  const part = compilePart(template, '');
  return 'constant' in part ? () => part.constant : part.read;
}

/**
 * Compiles a text that is either a path or an intrinsic call, as in a `name.$` member, CausePath or ErrorPath.
 * @param field as causes name it, such as `name.$`
 * @throws ExpressionSyntaxError
 */
export function compileValue(text: string, field: string): Read {
  return text.startsWith('$') ? compilePath(text, field) : compileIntrinsic(text, field);
}

function compilePart(template: Json, location: string): Part {
  if (Array.isArray(template)) return compileItems(template, location);
  return isObject(template) ? compileMembers(template, location) : { constant: template };
}

function compileItems(items: readonly Json[], location: string): Part {
  const parts = items.map((item, i) => compilePart(item, `${location}[${i}]`));
  if (parts.every((part) => 'constant' in part)) return { constant: parts.map((part) => part.constant) };
  const reads = parts.map(reader);
  return { read: (scope) => reads.map((read) => read(scope)) };
}

function compileMembers(object: JsonObject, location: string): Part {
  const members = Object.entries(object).map(([key, value]) => compileMember(key, value, location));
  if (members.every(({ part }) => 'constant' in part)) return { constant: object };
  const readers = members.map(({ name, part }) => ({ name, read: reader(part) }));
  return {
    read: (scope) => {
      const result: JsonObject = {};
      for (const { name, read } of readers) setMember(result, name, read(scope));
      return result;
    },
  };
}

function compileMember(key: string, value: Json, location: string): { name: string; part: Part } {
  if (!key.endsWith(DYNAMIC_SUFFIX)) return { name: key, part: compilePart(value, `${location}/${key}`) };
  return { name: key.slice(0, -DYNAMIC_SUFFIX.length), part: { read: compileDynamic(key, value, location) } };
}

function compileDynamic(key: string, value: Json, location: string): Read {
  try {
    if (typeof value === 'string') return compileValue(value, key);
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) throw invalidMember(key, value, location, error);
    throw error;
  }
  throw invalidMember(key, value, location);
}

function invalidMember(
  key: string,
  value: Json,
  location: string,
  cause?: ExpressionSyntaxError,
): ExpressionSyntaxError {
  return new ExpressionSyntaxError(
    typeof value === 'string' ? value : JSON.stringify(value),
    `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`,
    { location, cause },
  );
}

function reader(part: Part): Read {
  return 'constant' in part ? () => part.constant : part.read;
}
