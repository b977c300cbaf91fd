import type { StateFields } from '../asl/state-fields.ts';
import { checkVariableNames } from '../asl/variable-names.ts';
import type { Exit } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { type Json, type JsonObject, objectOf } from '../json.ts';
import { compilePath } from '../jsonpath/path.ts';
import { compileTemplate } from '../jsonpath/payload-template.ts';
import { parseReferencePath, writeAt } from '../jsonpath/reference-path.ts';
import type { Scope } from '../scope.ts';
import type { DataFlow, Prepared } from './flow.ts';

type Read = (scope: Scope) => Json;
type Assignment = (scope: Scope) => JsonObject;

/**
 * Input and output processing with JSONPath:
 * https://states-language.net/spec.html#input-and-output-processing, "JSONPath".
 */
export class JsonPathFlow implements DataFlow {
  readonly #inspects: { readonly input: boolean; readonly parameters: boolean };
  readonly #inputPath: Read | undefined;
  readonly #parameters: Read | undefined;
  readonly #resultSelector: Read | undefined;
  readonly #resultPath: string | null;
  readonly #outputPath: Read | undefined;
  readonly #assign: Assignment | undefined;

  /** @param template the field that holds the payload template of the action, where the state has one */
  constructor(fields: StateFields, template?: 'Parameters') {
    // TestState shows neither for Parallel.
    this.#inspects = {
      input: fields.type !== 'Parallel',
      parameters: fields.type === 'Task' || fields.type === 'Pass',
    };
    this.#inputPath = nullablePath(fields, 'InputPath');
    this.#parameters = template && payloadTemplate(fields, template);
    this.#resultSelector = fields.type === 'Pass' ? undefined : payloadTemplate(fields, 'ResultSelector');
    this.#resultPath = resultPath(fields);
    this.#outputPath = nullablePath(fields, 'OutputPath');
    this.#assign = assignment(fields);
  }

  prepare(visit: Visit): Prepared {
    const { value } = visit.input;
    const input = this.#inputPath ? this.#inputPath(visit.scope(value)) : value;
    if (this.#inspects.input) visit.inspect('afterInputPath', input);
    const args = this.#parameters ? this.#parameters(visit.scope(input)) : input;
    if (this.#inspects.parameters) visit.inspect('afterParameters', args);
    return { input, arguments: args };
  }

  finish(visit: Visit, result: Json, next: string | undefined): Exit {
    const selected = this.#resultSelector ? this.#resultSelector(visit.scope(result)) : result;
    visit.inspect('afterResultSelector', selected);
    const assign = this.#assign?.(visit.scope(selected));
    const combined = combine(this.#resultPath, visit.input.value, selected);
    visit.inspect('afterResultPath', combined);
    const output = this.#outputPath ? this.#outputPath(visit.scope(combined)) : combined;
    return { output: visit.input.with(output), next, assign };
  }
}

/** A reader that is undefined for the default `$`, and answers `{}` for null. */
export function nullablePath(fields: StateFields, name: 'InputPath' | 'OutputPath'): Read | undefined {
  return fields.compiled(name, (value) => {
    if (value === null) return () => ({});
    if (typeof value !== 'string')
      throw new ExpressionSyntaxError(String(value), `The field '${name}' should be a string`);
    return value === '$' ? undefined : compilePath(value);
  });
}

export function payloadTemplate(fields: StateFields, name: string): Read | undefined {
  const template = fields.value(name);
  if (template === undefined) return undefined;
  return templateAt(fields, name, () => compileTemplate(template));
}

/**
 * Reports a template's syntax error at the object that holds the wrong member.
 *
 * @param root what the locations of errors begin with, in place of the field
 */
export function templateAt<T>(fields: StateFields, name: string, compile: () => T, root = ''): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    fields.diagnostics.error(error.code, error.message, `${fields.at(name)}${error.location.slice(root.length)}`);
    return undefined;
  }
}

/** Variables that a state or choice rule sets, each from a payload template. */
export function assignment(fields: StateFields): Assignment | undefined {
  checkVariableNames(fields, '.$');
  const template = payloadTemplate(fields, 'Assign');
  return template && ((scope) => objectOf(template(scope)));
}

/** `ResultPath`: `$` when absent, null when the result is to be dropped. */
export function resultPath(fields: StateFields): string | null {
  const path = fields.compiled('ResultPath', (value) => {
    if (value === null) return { path: null };
    if (typeof value !== 'string')
      throw new ExpressionSyntaxError(String(value), "The field 'ResultPath' should be a string");
    parseReferencePath(value);
    return { path: value };
  });
  return path === undefined ? '$' : path.path;
}

/** The raw input with the result in its place. */
export function combine(path: string | null, input: Json, result: Json): Json {
  if (path === null) return input;
  return path === '$' ? result : writeAt(path, input, result);
}
