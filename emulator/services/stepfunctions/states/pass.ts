import type { StateFields } from '../asl/state-fields.ts';
import { chain } from '../engine/maybe-promise.ts';
import type { State } from '../engine/state.ts';
import type { Json } from '../json.ts';
import { JsonataOutcome } from './jsonata-flow.ts';
import { JsonPathFlow } from './jsonpath-flow.ts';

/** https://states-language.net/spec.html#pass-state */
export function parsePass(fields: StateFields): State {
  const next = fields.transition();
  const run = fields.isJsonata ? jsonataPass(fields, next) : jsonPathPass(fields, next);
  return { name: fields.name, type: 'Pass', retriable: false, run };
}

function jsonPathPass(fields: StateFields, next: string | undefined): State['run'] {
  const flow = new JsonPathFlow(fields, 'Parameters');
  const result = fields.value('Result');
  warnOfStaticResult(fields, result);
  if (result !== undefined) {
    return (visit) => {
      visit.inspect('result', result);
      return flow.finish(visit, result, next);
    };
  }
  return (visit) => chain(flow.prepare(visit), (prepared) => flow.finish(visit, prepared.arguments, next));
}

function jsonataPass(fields: StateFields, next: string | undefined): State['run'] {
  const outcome = new JsonataOutcome(fields);
  return (visit) => outcome.exit(visit, visit.input.value, {}, next);
}

/** `Result` is copied as it is: somebody who writes a path into it expects otherwise. */
function warnOfStaticResult(fields: StateFields, result: Json | undefined): void {
  if (result !== undefined && JSON.stringify(result).includes('.$":')) {
    fields.diagnostics.warning('PASS_RESULT_IS_STATIC', 'A path in Result is not evaluated', fields.at('Result'));
  }
}
