import type { StateFields } from '../asl/state-fields.ts';
import type { State } from '../engine/state.ts';
import { JsonataOutcome } from './jsonata-flow.ts';
import { nullablePath } from './jsonpath-flow.ts';

/** https://states-language.net/spec.html#succeed-state */
export function parseSucceed(fields: StateFields): State {
  return {
    name: fields.name,
    type: 'Succeed',
    retriable: false,
    run: fields.isJsonata ? jsonata(fields) : jsonPath(fields),
  };
}

function jsonPath(fields: StateFields): State['run'] {
  const inputPath = nullablePath(fields, 'InputPath');
  const outputPath = nullablePath(fields, 'OutputPath');
  return (visit) => {
    const raw = visit.input.value;
    const input = inputPath ? inputPath(visit.scope(raw)) : raw;
    visit.inspect('afterInputPath', input);
    const output = outputPath ? outputPath(visit.scope(input)) : input;
    return { output: visit.input.with(output), next: undefined, assign: undefined };
  };
}

function jsonata(fields: StateFields): State['run'] {
  const outcome = new JsonataOutcome(fields);
  return (visit) => outcome.exit(visit, visit.input.value, {}, undefined);
}
