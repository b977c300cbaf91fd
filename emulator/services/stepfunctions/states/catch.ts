import type { Fields } from '../asl/fields.ts';
import { StateFields } from '../asl/state-fields.ts';
import type { Failure } from '../engine/failure.ts';
import type { MaybePromise } from '../engine/maybe-promise.ts';
import type { Exit } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import type { JsonObject } from '../json.ts';
import { errorEquals, matchesError } from './error-equals.ts';
import { JsonataOutcome } from './jsonata-flow.ts';
import { assignment, combine, resultPath } from './jsonpath-flow.ts';

interface Catcher {
  readonly errors: readonly string[];
  exit(visit: Visit, errorOutput: JsonObject): MaybePromise<Exit>;
}

/** The `Catch` field (https://states-language.net/spec.html#fallback-states). */
export class Catch {
  readonly #catchers: readonly Catcher[];

  constructor(fields: StateFields) {
    this.#catchers = fields.items('Catch').map((item, index) => catcherOf(item, index, fields));
  }

  /** The way out of the state by the first catcher that matches, with its index; undefined when the failure stands. */
  find(failure: Failure): { readonly index: number; exit(visit: Visit): MaybePromise<Exit> } | undefined {
    const index = this.#catchers.findIndex(({ errors }) => matchesError(errors, failure));
    const catcher = this.#catchers[index];
    return catcher && { index, exit: (visit) => catcher.exit(visit, errorOutput(failure)) };
  }
}

/** The error output (https://states-language.net/spec.html#errors). AWS writes null for what the failure does not have. */
export const errorOutput = ({ error, causeText }: Failure): JsonObject => ({
  Error: error ?? null,
  Cause: causeText ?? null,
});

function catcherOf(item: Fields, index: number, state: StateFields): Catcher {
  item.require('ErrorEquals', 'Next');
  const errors = errorEquals(item);
  const next = item.text('Next');
  const fields = new StateFields({ ...state, object: item.object, location: item.location });
  const exit = state.isJsonata ? jsonataExit(fields, index, next) : jsonPathExit(fields, next);
  fields.ignore('ErrorEquals', 'Next');
  fields.finish();
  return { errors, exit };
}

function jsonPathExit(fields: StateFields, next: string | undefined): Catcher['exit'] {
  const path = resultPath(fields);
  const assign = assignment(fields);
  return (visit, error) => ({
    output: visit.input.with(combine(path, visit.input.value, error)),
    next,
    assign: assign?.(visit.scope(error)),
  });
}

function jsonataExit(fields: StateFields, index: number, next: string | undefined): Catcher['exit'] {
  const outcome = new JsonataOutcome(fields, `Catch[${index}]/`);
  return (visit, error) => outcome.exit(visit, error, { errorOutput: error }, next);
}
