import { compileOnce } from '../compile-cache.ts';
import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { ReferencePathConflict } from '../errors/reference-path-conflict.ts';
import { ResultPathMatchFailure } from '../errors/result-path-match-failure.ts';
import { isObject, type Json, stringify, withMember } from '../json.ts';
import { parsePathSyntax } from './parse.ts';

/** A step that can be written to: the name of a field or the index of an item. */
export type ReferenceStep = string | number;

/**
 * The steps of a reference path: fields and single indexes from `$`, `$$` or a variable (States language, "Reference Paths").
 * @throws ExpressionSyntaxError for any other path
 */
export const parseReferencePath: (text: string) => readonly ReferenceStep[] = compileOnce((text) =>
  parsePathSyntax(text).steps.map((step) => {
    if (step.kind === 'field') return step.name;
    if (step.kind === 'index' && step.index >= 0) return step.index;
    throw new ExpressionSyntaxError(text, `Value is not a Reference Path: '${text}'`);
  }),
);

/**
 * A copy of `input` in which `result` stands at `path` (ResultPath). Fields on the way that do not exist are made; an item
 * of an array must exist.
 * @throws ExpressionSyntaxError when `path` is not a reference path
 * @throws ResultPathMatchFailure when the input is neither object nor array
 * @throws ReferencePathConflict when a step meets a value that it does not fit
 */
export function writeAt(path: string, input: Json, result: Json): Json {
  const steps = parseReferencePath(path);
  if (steps.length > 0 && (typeof input !== 'object' || input === null)) {
    throw new ResultPathMatchFailure(`Unable to apply ReferencePath ${path} to input ${stringify(input)}`);
  }
  return write(steps, 0, input, result);
}

function write(steps: readonly ReferenceStep[], at: number, value: Json | undefined, result: Json): Json {
  const step = steps[at];
  if (step === undefined) return result;
  if (typeof step === 'number') {
    if (!Array.isArray(value) || step >= value.length) throw conflict(step, value);
    return value.with(step, write(steps, at + 1, value[step], result));
  }
  const object = value === undefined ? {} : value;
  if (!isObject(object)) throw conflict(step, value);
  const old = Object.hasOwn(object, step) ? object[step] : undefined;
  return withMember(object, step, write(steps, at + 1, old, result));
}

function conflict(step: ReferenceStep, value: Json | undefined): ReferencePathConflict {
  return new ReferencePathConflict(`Unable to apply step "${step}" to input ${stringify(value ?? null)}`);
}
