import { z } from 'zod';
import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import { InvalidArgument } from '../intrinsics/intrinsic.ts';
import { type Json, type JsonTypeName, stringify, typeName } from '../json.ts';
import type { Scope } from '../scope.ts';
import { UNDECIDED } from './direct/answer.ts';
import { compileDirect } from './direct/compile.ts';
import { evaluateWithLibrary } from './evaluate.ts';
import { isExpressionText, type Parsed, parseExpression } from './parse.ts';
import { EvaluationAborted, MAX_NESTING, stackOverflow } from './run.ts';
import { NotJson, toJson } from './to-json.ts';

/** True for a string of the form `{% … %}`. */
export function isExpression(value: Json): value is string {
  return typeof value === 'string' && isExpressionText(value);
}

/** What an expression answers: at once where it can, else later. */
export type Evaluation = Json | Promise<Json>;

/**
 * Compiles `{% … %}`.
 * @param field location for errors, such as `Output/error`
 * @param expected the JSON types that the field accepts; all when absent
 * @throws ExpressionSyntaxError when compiled, with `field` as its location; QueryEvaluationError when run (an evaluation that answers later rejects with it)
 */
export function compileExpression(
  text: string,
  field: string,
  expected?: readonly JsonTypeName[],
): (scope: Scope) => Evaluation {
  const parsed = parseAt(field, text);
  const evaluation = new FieldEvaluation(parsed, field, expected);
  const direct = parsed.nesting > MAX_NESTING ? undefined : compileDirect(parsed.ast);
  if (direct === undefined) return (scope) => evaluation.later(scope);
  return (scope) => {
    const answer = direct(scope);
    return answer === UNDECIDED ? evaluation.later(scope) : evaluation.accept(answer);
  };
}

function parseAt(location: string, text: string): Parsed {
  const parsed = parseText(location, text);
  const inCatch = location.startsWith('Catch[');
  const missing = parsed.statesMembers.find((name) => !(name === 'errorOutput' ? inCatch : STATES_MEMBERS.has(name)));
  if (missing === undefined) return parsed;
  throw new ExpressionSyntaxError(parsed.source, `Field '$states.${missing}' does not exist.`, {
    location,
    code: 'UNSUPPORTED_JSONATA_EXPRESSION',
  });
}

/** Members of `$states` beside `errorOutput`, which only catchers see (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). */
const STATES_MEMBERS: ReadonlySet<string> = new Set(['context', 'input', 'result']);

function parseText(location: string, text: string): Parsed {
  try {
    return parseExpression(text);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    const { expression, message, code, cause } = error;
    throw new ExpressionSyntaxError(expression, message, { location, code, cause });
  }
}

/** An expression in its field: turns answers into JSON and failures into causes as AWS words them. */
class FieldEvaluation {
  readonly #parsed: Parsed;
  readonly #field: string;
  readonly #expected: readonly JsonTypeName[] | undefined;

  constructor(parsed: Parsed, field: string, expected: readonly JsonTypeName[] | undefined) {
    this.#parsed = parsed;
    this.#field = field;
    this.#expected = expected;
  }

  async later(scope: Scope): Promise<Json> {
    const answer = await evaluateWithLibrary(this.#parsed, scope).catch((error: unknown) => {
      throw this.#failure(`threw an error during evaluation${explain(error)}`, error);
    });
    return this.accept(answer === undefined ? undefined : this.#json(answer));
  }

  /** @throws QueryEvaluationError for nothing, and for a value of a type that the field does not accept */
  accept(answer: Json | undefined): Json {
    if (answer === undefined) throw this.#failure('returned nothing (undefined).');
    if (this.#expected === undefined || this.#expected.includes(typeName(answer))) return answer;
    const wanted = this.#expected.map((type) => `'${type}'`).join(' or ');
    throw this.#failure(
      `returned an unexpected result type. Expected ${wanted}, but was '${typeName(answer)}' for value: ${stringify(answer)}`,
    );
  }

  #json(answer: unknown): Json {
    try {
      return toJson(answer);
    } catch (error) {
      if (error instanceof NotJson) throw this.#failure('returned an unsupported result type.', error);
      throw error;
    }
  }

  #failure(what: string, cause?: unknown): QueryEvaluationError {
    const subject = `The JSONata expression '${this.#parsed.source}' specified for the field '${this.#field}'`;
    return new QueryEvaluationError(`${subject} ${what}`, { location: this.#field, cause });
  }
}

const LibraryError = z.object({ code: z.string(), message: z.string() });
const MEMORY_CODES: ReadonlySet<string> = new Set(['D2014', 'D2015']);
const MEMORY_LIMIT = ': Expression evaluation memory limit exceeded: Check for excessive memory usage';

/** The end of the sentence: `. CODE: message` for the errors of JSONata itself, `: message` for those of its surroundings. */
function explain(error: unknown): string {
  if (error instanceof EvaluationAborted || error instanceof InvalidArgument) return `: ${error.message}`;
  // V8 throws RangeErrors for a text that grows too long and for native recursion
  if (error instanceof RangeError)
    return error.message.includes('call stack') ? `: ${stackOverflow().message}` : MEMORY_LIMIT;
  const { data } = LibraryError.safeParse(error);
  if (data !== undefined) return MEMORY_CODES.has(data.code) ? MEMORY_LIMIT : `. ${data.code}: ${data.message}`;
  return `: ${error instanceof Error ? error.message : String(error)}`;
}
