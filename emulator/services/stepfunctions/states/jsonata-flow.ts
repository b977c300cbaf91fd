import type { StateFields } from '../asl/state-fields.ts';
import { checkVariableNames } from '../asl/variable-names.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Exit } from '../engine/state.ts';
import type { ScopeExtras, Visit } from '../engine/visit.ts';
import { type Json, objectOf } from '../json.ts';
import { compileTemplate } from '../jsonata/template.ts';
import type { Scope } from '../scope.ts';
import type { DataFlow, Prepared } from './flow.ts';
import { templateAt } from './jsonpath-flow.ts';

type Evaluate = (scope: Scope) => MaybePromise<Json>;

/**
 * Input and output processing with JSONata:
 * https://states-language.net/spec.html#input-and-output-processing, "JSONata".
 */
export class JsonataFlow implements DataFlow {
  readonly #arguments: Evaluate | undefined;
  readonly #outcome: JsonataOutcome;

  /** @param template the field that holds the arguments of the action, where the state has one */
  constructor(fields: StateFields, template?: 'Arguments') {
    this.#arguments = template && jsonataTemplate(fields, template);
    this.#outcome = new JsonataOutcome(fields);
  }

  prepare(visit: Visit): MaybePromise<Prepared> {
    const input = visit.input.value;
    if (!this.#arguments) return { input, arguments: input };
    return chain(this.#arguments(visit.scope(input)), (args) => {
      visit.inspect('afterArguments', args);
      return { input, arguments: args };
    });
  }

  finish(visit: Visit, result: Json, next: string | undefined): MaybePromise<Exit> {
    return this.#outcome.exit(visit, result, { result }, next);
  }
}

/** `Output` and `Assign` of a state, a catcher or a choice rule. */
export class JsonataOutcome {
  readonly #output: Evaluate | undefined;
  readonly #assign: Evaluate | undefined;

  constructor(fields: StateFields, at = '') {
    this.#output = jsonataTemplate(fields, 'Output', at);
    checkVariableNames(fields);
    this.#assign = jsonataTemplate(fields, 'Assign', at);
  }

  /** @param otherwise the output when there is no Output */
  exit(visit: Visit, otherwise: Json, extras: ScopeExtras, next: string | undefined): MaybePromise<Exit> {
    const exit = (output: Json, assign: Json | undefined): Exit => ({
      output: visit.input.with(output),
      next,
      assign: assign === undefined ? undefined : objectOf(assign),
    });
    if (!this.#output && !this.#assign) return exit(otherwise, undefined);
    const scope = visit.scope(visit.input.value, extras);
    return chain(this.#output ? this.#output(scope) : otherwise, (output) =>
      chain(this.#assign?.(scope), (assign) => exit(output, assign)),
    );
  }
}

/** @param at prefix of the field in causes, for fields of a list such as `Catch[0]/` */
export function jsonataTemplate(fields: StateFields, name: string, at = ''): Evaluate | undefined {
  const template = fields.value(name);
  if (template === undefined) return undefined;
  const root = `${at}${name}`;
  return templateAt(fields, name, () => compileTemplate(template, root), root);
}
