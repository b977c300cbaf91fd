import type { JsonObject } from '../json.ts';
import type { Engine } from './engine.ts';
import { Execution } from './execution.ts';
import { startedRecord } from './new-records.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Revision } from './revision.ts';
import type { State, Workflow } from './state.ts';
import { Thread } from './thread.ts';
import { Visit } from './visit.ts';

/** A state that TestState runs alone. */
export interface RehearsalOptions {
  readonly state: State;
  readonly rehearsal: Rehearsal;
  /** Text of the input. */
  readonly input: string;
  readonly roleArn: string;
  readonly machineArn: string;
  readonly variables: JsonObject;
}

/** A visit to a state in an execution that is made up around it and leaves no trace. */
export function rehearse(engine: Engine, options: RehearsalOptions): Visit {
  const { state } = options;
  const workflow: Workflow = { startAt: state.name, states: new Map([[state.name, state]]) };
  const execution = madeUpExecution(engine, options, workflow);
  const thread = new Thread({ execution, id: 0, workflow, onEnd: () => {} });
  thread.variables.assign(options.variables);
  const enteredAt = execution.record.startAt;
  return new Visit({ thread, state, input: execution.input, enteredAt, enteredEventId: 0, previousEventId: 0 });
}

function madeUpExecution(engine: Engine, options: RehearsalOptions, workflow: Workflow): Execution {
  const { machineArn, roleArn, input, rehearsal } = options;
  const startAt = engine.clock.now();
  const name = engine.ids.uuid();
  const record = startedRecord({
    arn: machineArn.replace(/:stateMachine:(.*)$/, `:express:$1:${name}`),
    name,
    machineArn,
    machineName: machineArn.slice(machineArn.lastIndexOf(':') + 1),
    type: 'EXPRESS',
    revision: 0,
    traceHeader: undefined,
    startAt,
    input,
  });
  const revision: Revision = {
    id: 0,
    revisionId: undefined,
    machineArn,
    definition: '{}',
    roleArn,
    logging: undefined,
    tracing: false,
    createdAt: startAt,
  };
  const program = { ...workflow, timeoutSeconds: undefined, processors: new Map<string, Workflow>() };
  return new Execution(engine, { ...record, id: 0 }, revision, program, rehearsal);
}
