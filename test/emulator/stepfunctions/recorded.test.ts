import { existsSync, readFileSync } from 'node:fs';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../emulator/door/errors.ts';
import type { ManualClock } from '../../../emulator/runtime/clock.ts';
import { machineRoom, ROLE, settle } from './support/machine-room.ts';
import { difference, opened } from './support/recorded-answer.ts';

/** Answers of AWS, where a copy lies beside the checkout. */
const RECORDINGS = '../shared/conformance/corpus/dev/sfn.json';

interface Recording {
  readonly id: string;
  readonly kind: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly needs: readonly string[];
  readonly wild: readonly string[];
  readonly definition: object | null;
  readonly definition_raw: string;
  readonly input_raw: string | null;
  readonly concurrent: boolean;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly status?: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: unknown;
    readonly history?: readonly HistoryEvent[];
    readonly response?: Readonly<Record<string, unknown>>;
    readonly error_response?: {
      readonly exception_typename?: string;
      readonly exception_value?: string;
      readonly Error?: { readonly Code: string; readonly Message: string };
    };
  };
}

/** Cases whose recording says too little to be run alone. */
const NOT_ALONE: Readonly<Record<string, string>> = {
  test_create_duplicate_definition_format_sm: 'another state machine of that name was there before',
  test_query_runtime_memory: 'the role of the recording is named in a way of its own',
};

const recordings = existsSync(RECORDINGS) ? (JSON.parse(readFileSync(RECORDINGS, 'utf8')) as Recording[]) : [];
const runnable = recordings.filter(
  ({ id, needs }) => needs.length === 0 && !Object.keys(NOT_ALONE).some((name) => id.includes(name)),
);
const of = (kind: (recording: Recording) => boolean) =>
  runnable.filter(kind).map((recording): [string, Recording] => [recording.id, recording]);

const VOLATILE = ['timestamp', 'date', 'datetime', 'time', 'start-date', 'snf_role_arn'];
const wildOf = ({ wild }: Recording) => new Set([...wild, ...VOLATILE]);

const describeRecorded = runnable.length > 0 ? describe : describe.skip;

describeRecorded('As AWS was recorded to answer', () => {
  test.each(of(({ kind, expected }) => kind === 'execution' && expected.status !== 'RUNNING'))(
    'the execution %s ends',
    async (_id, recording) => {
      const { expected } = recording;
      const wild = wildOf(recording);
      const { described, events } = await execute(recording);
      expect(described.status).toBe(expected.status);
      if ('output' in expected) {
        const output = described.output === undefined ? undefined : JSON.parse(described.output);
        expect(difference(opened(expected.output), opened(output), wild)).toBeUndefined();
      }
      if ('error' in expected) expect(difference(expected.error, described.error, wild)).toBeUndefined();
      if ('cause' in expected) {
        expect(difference(opened(expected.cause), opened(described.cause), wild)).toBeUndefined();
      }
      if (expected.history) expect(typesOf(events, recording)).toEqual(typesOf(expected.history, recording));
    },
  );

  test.each(of(({ kind }) => kind === 'sync'))('the Express execution %s ends', async (_id, recording) => {
    const room = await machineRoom();
    const stateMachineArn = await createMachine(room, recording);
    const answer = await room.call('StartSyncExecution', { stateMachineArn, input: recording.input_raw ?? '{}' });
    expect(difference(opened(recording.expected.response), opened(answer), wildOf(recording))).toBeUndefined();
  });

  test.each(of(({ kind }) => kind === 'test_state' || kind === 'validate_state_machine_definition'))(
    'the call %s answers',
    async (_id, recording) => {
      const room = await machineRoom();
      const operation = recording.kind === 'test_state' ? 'TestState' : 'ValidateStateMachineDefinition';
      const answer = await room.call(operation, recording.params ?? {});
      expect(difference(opened(recording.expected.response), opened(answer), wildOf(recording))).toBeUndefined();
    },
  );

  test.each(of(({ kind }) => kind.startsWith('error:')))('the call %s is refused', async (_id, recording) => {
    const room = await machineRoom();
    const operation = recording.kind === 'error:test_state' ? 'TestState' : 'CreateStateMachine';
    const thrown = await room.call(operation, { roleArn: ROLE, ...recording.params }).catch((error: unknown) => error);
    if (!(thrown instanceof AwsError)) throw new Error('The call was not refused');
    const { exception_typename, exception_value, Error: body } = recording.expected.error_response ?? {};
    expect(thrown.code).toBe(exception_typename ?? body?.Code);
    const message =
      body?.Message ?? exception_value?.replace(/^An error occurred \(\w+\) when calling the \w+ operation: /, '');
    expect(difference(message, thrown.message, wildOf(recording))).toBeUndefined();
  });
});

type Room = Awaited<ReturnType<typeof machineRoom>>;

const createMachine = (room: Room, { definition, definition_raw, kind, type }: Recording) =>
  room.create(
    {},
    {
      definition: definition ? JSON.stringify(definition) : definition_raw,
      type: kind === 'sync' ? 'EXPRESS' : type,
    },
  );

/** Runs a case to its end, moving the clock on whenever the execution waits. */
async function execute(recording: Recording) {
  const room = await machineRoom();
  const stateMachineArn = await createMachine(room, recording);
  const request = { stateMachineArn, ...(recording.input_raw === null ? {} : { input: recording.input_raw }) };
  const { executionArn } = await room.call<{ executionArn: string }>('StartExecution', request);
  const isRunning = () =>
    room.executions.findLast((execution) => execution.executionArn === executionArn)?.status === 'RUNNING';
  for (let second = 0; isRunning() && second < 120; second += 1) {
    await settle();
    if (isRunning()) (room.clock as ManualClock).advance(1_000);
  }
  return { described: await room.ended(executionArn), events: await room.history(executionArn) };
}

/** The types of events in order; sorted where branches ran side by side, whose recordings lack the end of Parallel states. */
function typesOf(events: readonly HistoryEvent[], { concurrent, expected }: Recording): (string | undefined)[] {
  const sideBySide = expected.history?.some(({ id }) => Array.isArray(id)) ?? false;
  const types = events.map(({ type }) => type).filter((type) => !sideBySide || !type?.startsWith('ParallelState'));
  return concurrent || sideBySide ? types.sort() : types;
}
