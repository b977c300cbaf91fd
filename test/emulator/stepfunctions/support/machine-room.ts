import type {
  CreateStateMachineInput,
  CreateStateMachineOutput,
  DescribeExecutionOutput,
  GetExecutionHistoryOutput,
  HistoryEvent,
  StartExecutionOutput,
} from '@aws-sdk/client-sfn';
import { Door } from '../../../../emulator/door/door.ts';
import type { Identities } from '../../../../emulator/door/identities.ts';
import { type AnyOperation, operation } from '../../../../emulator/door/operation.ts';
import { accountPrincipal, rolePrincipal } from '../../../../emulator/door/principal.ts';
import type { ServiceDefinition } from '../../../../emulator/door/service.ts';
import { LOCAL_ACCOUNT } from '../../../../emulator/runtime/account.ts';
import { type Clock, ManualClock } from '../../../../emulator/runtime/clock.ts';
import { seededIds } from '../../../../emulator/runtime/ids.ts';
import type { ServiceEvent } from '../../../../emulator/runtime/service-events.ts';
import { openStore, type Store } from '../../../../emulator/runtime/store.ts';
import { type ExecutionTrace, Trace } from '../../../../emulator/runtime/trace.ts';
import { createStepFunctions } from '../../../../emulator/services/stepfunctions/service.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/workflow';

const account = LOCAL_ACCOUNT;

/** Roles are whoever they say they are: permissions are the business of other tests. */
const identities: Identities = {
  principalFor: () => accountPrincipal(account),
  assumeForService: (roleArn, _service, session) =>
    rolePrincipal(account, roleArn.slice(roleArn.lastIndexOf('/') + 1), session),
  issueCredentials: () => {
    throw new Error('No test needs keys');
  },
};

/** A service whose operations a test writes itself, to stand behind an integration. */
export interface StandIn {
  readonly name: string;
  readonly sdk: string;
  readonly operations: Readonly<Record<string, (input: never) => unknown>>;
  /** Default: JSON. */
  readonly protocol?: ServiceDefinition['protocol'];
  readonly xmlNamespace?: string;
}

/** Step Functions behind a door, with a clock that the test moves. */
export async function machineRoom({
  store = openStore(),
  clock = new ManualClock(),
  services = [],
}: {
  store?: Store;
  clock?: Clock & { advance?(milliseconds: number): void };
  services?: readonly StandIn[];
} = {}) {
  const trace = new Trace();
  const ids = seededIds();
  const busEvents: ServiceEvent[] = [];
  const faults: unknown[] = [];
  const executions: ExecutionTrace[] = [];
  trace.subscribe((record) => {
    if (record.kind === 'fault') faults.push(record.error);
    if (record.kind === 'execution') executions.push(record);
  });
  const door = new Door({ account, clock, ids, trace, iam: 'off', authorizer: { refusal: () => undefined } });
  for (const { name, sdk, operations, protocol = 'json-1.0', xmlNamespace = '' } of services) {
    const made = Object.entries(operations).map(
      ([operationName, run]): AnyOperation => operation({ name: operationName, access: () => [], run }),
    );
    door.add({ name, sdk, signingName: name, protocol, xmlNamespace, operations: made, resources: [] });
  }
  const serviceEvents = { publish: (event: ServiceEvent) => void busEvents.push(event) };
  const stepFunctions = createStepFunctions({
    store,
    clock,
    ids,
    account,
    door,
    identities,
    trace,
    serviceEvents,
    endpoint: () => 'http://127.0.0.1',
  });
  door.add(stepFunctions);
  await stepFunctions.start?.();

  const call = <O>(name: string, input: object): Promise<O> =>
    door.call({ service: 'stepfunctions', operation: name, principal: accountPrincipal(account) }, input);

  const create = async (definition: object, options: Partial<CreateStateMachineInput> = {}) => {
    const { stateMachineArn } = await call<CreateStateMachineOutput>('CreateStateMachine', {
      name: `machine-${ids.hex(6)}`,
      roleArn: ROLE,
      definition: JSON.stringify(definition),
      ...options,
    });
    return stateMachineArn ?? '';
  };

  const start = async (stateMachineArn: string, input: unknown = {}, options: object = {}) => {
    const request = { stateMachineArn, input: JSON.stringify(input), ...options };
    const { executionArn } = await call<StartExecutionOutput>('StartExecution', request);
    return executionArn ?? '';
  };

  /** Resolves once the execution has ended. */
  const ended = (executionArn: string): Promise<DescribeExecutionOutput> =>
    new Promise((resolve) => {
      const describe = () => resolve(call('DescribeExecution', { executionArn }));
      const isEnd = (record: ExecutionTrace) => record.executionArn === executionArn && record.status !== 'RUNNING';
      if (isEnd(executions.findLast((record) => record.executionArn === executionArn) ?? NOT_YET)) describe();
      const stop = trace.subscribe((record) => {
        if (record.kind !== 'execution' || !isEnd(record)) return;
        stop();
        describe();
      });
    });

  const history = async (executionArn: string): Promise<HistoryEvent[]> => {
    const { events } = await call<GetExecutionHistoryOutput>('GetExecutionHistory', { executionArn, maxResults: 1000 });
    return events ?? [];
  };

  return {
    account,
    busEvents,
    call,
    clock,
    create,
    door,
    ended,
    executions,
    faults,
    history,
    ids,
    start,
    store,
    stepFunctions,
    trace,
    /** Runs a definition to its end. */
    async run(definition: object, input: unknown = {}) {
      const executionArn = await start(await create(definition), input);
      const description = await ended(executionArn);
      const events = await history(executionArn);
      return { ...description, events, types: events.map(({ type }) => type), result: parsed(description.output) };
    },
  };
}

const NOT_YET: ExecutionTrace = {
  kind: 'execution',
  at: 0,
  executionArn: '',
  stateMachineName: '',
  name: '',
  status: 'RUNNING',
  durationMilliseconds: 0,
};

const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

/** Lets everything that is ready to go on do so, without any time passing. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A workflow of one state. */
export const only = (state: object, more: object = {}): object => ({
  StartAt: 'Only',
  States: { Only: { End: true, ...state } },
  ...more,
});
