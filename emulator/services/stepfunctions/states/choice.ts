import type { Fields } from '../asl/fields.ts';
import { StateFields } from '../asl/state-fields.ts';
import { compileChoiceRule } from '../choice/rule.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Exit, State } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { NoChoiceMatched } from '../errors/no-choice-matched.ts';
import type { Json } from '../json.ts';
import { compileExpression, isExpression } from '../jsonata/expression.ts';
import type { Scope } from '../scope.ts';
import { JsonataOutcome } from './jsonata-flow.ts';
import { assignment, nullablePath } from './jsonpath-flow.ts';

/** One entry of `Choices`, or what is done by default. `input` is the state's effective input. */
interface Option {
  holds(scope: Scope): MaybePromise<boolean>;
  exit(visit: Visit, input: Json): MaybePromise<Exit>;
}

/** https://states-language.net/spec.html#choice-state */
export function parseChoice(fields: StateFields): State {
  fields.require('Choices');
  const rules = fields.items('Choices');
  if (fields.has('Choices') && rules.length === 0) fields.invalid('The list should be non-empty', 'Choices');
  const inputPath = fields.isJsonata ? undefined : nullablePath(fields, 'InputPath');
  const outputPath = fields.isJsonata ? undefined : nullablePath(fields, 'OutputPath');
  const output = (visit: Visit, input: Json) => (outputPath ? outputPath(visit.scope(input)) : input);
  const options = rules.map((rule, index) =>
    fields.isJsonata ? jsonataOption(rule, index, fields) : jsonPathOption(rule, fields, output),
  );
  const fallback = defaultOption(fields, output);
  return {
    name: fields.name,
    type: 'Choice',
    retriable: false,
    run: (visit) => {
      const raw = visit.input.value;
      const input = inputPath ? inputPath(visit.scope(raw)) : raw;
      if (!fields.isJsonata) visit.inspect('afterInputPath', input);
      return chain(firstThatHolds(options, visit.scope(input), 0), (option) => (option ?? fallback).exit(visit, input));
    },
  };
}

function firstThatHolds(options: readonly Option[], scope: Scope, from: number): MaybePromise<Option | undefined> {
  for (let index = from; index < options.length; index += 1) {
    const option = options[index];
    const holds = option?.holds(scope);
    if (holds instanceof Promise)
      return holds.then((does) => (does ? option : firstThatHolds(options, scope, index + 1)));
    if (holds) return option;
  }
  return undefined;
}

type Output = (visit: Visit, input: Json) => Json;

function jsonPathOption(item: Fields, state: StateFields, output: Output): Option {
  item.require('Next');
  const next = item.text('Next');
  const rule = item.attempt(undefined, () => compileChoiceRule(item.object));
  const assign = assignment(new StateFields({ ...state, object: item.object, location: item.location }));
  return {
    holds: (scope) => rule?.(scope) ?? false,
    exit: (visit, input) => ({
      output: visit.input.with(output(visit, input)),
      next,
      assign: assign?.(visit.scope(input)),
    }),
  };
}

function jsonataOption(item: Fields, index: number, state: StateFields): Option {
  item.require('Condition', 'Next');
  const next = item.text('Next');
  const field = `Choices[${index}]`;
  const condition = item.compiled('Condition', (value) => compileCondition(value, `${field}/Condition`));
  const fields = new StateFields({ ...state, object: item.object, location: item.location });
  const outcome = new JsonataOutcome(fields, `${field}/`);
  return {
    holds: (scope) => condition?.(scope) ?? false,
    exit: (visit, input) => outcome.exit(visit, input, {}, next),
  };
}

function compileCondition(value: Json, field: string): (scope: Scope) => MaybePromise<boolean> {
  if (typeof value === 'boolean') return () => value;
  if (!isExpression(value)) {
    throw new ExpressionSyntaxError(String(value), "The field 'Condition' should be a boolean or a JSONata expression");
  }
  const evaluate = compileExpression(value, field, ['boolean']);
  return (scope) => chain(evaluate(scope), (result) => result === true);
}

/** `Default`, with the state's own Assign and Output; without it a state where no rule holds fails. */
function defaultOption(fields: StateFields, output: Output): Option {
  const next = fields.text('Default');
  const outcome = fields.isJsonata ? new JsonataOutcome(fields) : undefined;
  const assign = fields.isJsonata ? undefined : assignment(fields);
  return {
    holds: () => true,
    exit: (visit, input) => {
      if (next === undefined) {
        const cause = 'Failed to transition out of the state. The state does not point to a next state.';
        throw new NoChoiceMatched(cause);
      }
      if (outcome) return outcome.exit(visit, input, {}, next);
      return { output: visit.input.with(output(visit, input)), next, assign: assign?.(visit.scope(input)) };
    },
  };
}
