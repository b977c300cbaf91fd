import type { StateFields } from '../asl/state-fields.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import { RuntimeError } from '../errors/runtime.ts';
import { type Json, stringify } from '../json.ts';
import { compileExpression, isExpression } from '../jsonata/expression.ts';
import { compilePath } from '../jsonpath/path.ts';
import type { Scope } from '../scope.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
const MAX_SECONDS = 99_999_999;

/** A time limit in seconds, or undefined when there is none. */
export type SecondsReader = (scope: Scope) => MaybePromise<number | undefined>;

/** `TimeoutSeconds` or `HeartbeatSeconds`: a literal, a path, or an expression. */
export function secondsReader(fields: StateFields, name: 'TimeoutSeconds' | 'HeartbeatSeconds'): SecondsReader {
  return fields.isJsonata ? jsonata(fields, name) : jsonPath(fields, name);
}

function jsonPath(fields: StateFields, name: string): SecondsReader {
  const pathName = `${name}Path`;
  fields.exclusive(name, pathName);
  const literal = fields.integer(name, 1, MAX_SECONDS);
  const path = fields.text(pathName);
  if (path === undefined) return () => literal;
  const read = fields.attempt(pathName, () => compilePath(path));
  return (scope) => {
    const value = read?.(scope) ?? null;
    if (isSeconds(value)) return value;
    throw new RuntimeError(
      `The ${pathName} parameter does not reference a positive integer: ${path} == ${stringify(value)}`,
    );
  };
}

function jsonata(fields: StateFields, name: string): SecondsReader {
  const value = fields.value(name);
  if (!isExpression(value ?? null)) {
    const literal = fields.integer(name, 1, MAX_SECONDS);
    return () => literal;
  }
  const evaluate = fields.compiledText(name, (text) => compileExpression(text, name, ['number']));
  return (scope) =>
    chain(evaluate?.(scope) ?? null, (seconds) => {
      if (isSeconds(seconds)) return seconds;
      const bounds = `The ${name} field must be a positive integer of at most ${MAX_SECONDS}`;
      throw new QueryEvaluationError(`${bounds}, but was ${stringify(seconds)}`, { location: name });
    });
}

const isSeconds = (value: Json): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_SECONDS;
