import type {
  DescribeExecutionOutput,
  DescribeMapRunOutput,
  ListExecutionsOutput,
  ListMapRunsOutput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../../emulator/door/errors.ts';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { machineRoom, only, settle } from './support/machine-room.ts';

const DAY_MILLISECONDS = 86_400_000;

const NEVER = new Promise<never>(() => {});

/** A queue that takes no message whose text is in `refused`, never answers those in `slow`, and counts what it was sent. */
function queue() {
  const refused = new Set<string>();
  const slow = new Set<string>();
  const sent: string[] = [];
  return {
    refused,
    slow,
    sent,
    service: {
      name: 'sqs',
      sdk: '@aws-sdk/client-sqs',
      operations: {
        async SendMessage({ MessageBody = '' }: { MessageBody?: string }) {
          sent.push(MessageBody);
          if (slow.has(MessageBody)) await NEVER;
          if (refused.has(MessageBody)) throw new AwsError('OverLimit', 'too much');
          return { MessageId: MessageBody };
        },
      },
    },
  };
}

/** Sends every item to the queue, in a child execution of its own, after a state that only Standard children remember. */
const sending = (executionType: 'STANDARD' | 'EXPRESS', fields: object = {}) =>
  only({
    Type: 'Map',
    MaxConcurrency: 1,
    ToleratedFailurePercentage: 70,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
      StartAt: 'Before',
      States: {
        Before: { Type: 'Pass', Next: 'Send' },
        Send: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Parameters: { QueueUrl: 'queue', 'MessageBody.$': '$' },
          ResultSelector: { 'id.$': '$.MessageId' },
          End: true,
        },
      },
    },
    ...fields,
  });

async function failedRun(executionType: 'STANDARD' | 'EXPRESS', fields: object = { ToleratedFailurePercentage: 0 }) {
  const jobs = queue();
  jobs.refused.add('b');
  const clock = new ManualClock();
  const room = await machineRoom({ services: [jobs.service], clock });
  const executionArn = await room.start(await room.create(sending(executionType, fields)), ['a', 'b', 'c', 'd']);
  const first = await room.ended(executionArn);
  expect(first).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
  const { mapRuns = [] } = await room.call<ListMapRunsOutput>('ListMapRuns', { executionArn });
  const mapRunArn = mapRuns[0]?.mapRunArn ?? '';
  return {
    room,
    clock,
    jobs,
    executionArn,
    mapRunArn,
    describeRun: () => room.call<DescribeMapRunOutput>('DescribeMapRun', { mapRunArn }),
    async redrive() {
      await room.call('RedriveExecution', { executionArn });
      return room.ended(executionArn);
    },
  };
}

describe('The Map Run of an execution that is redriven', () => {
  test.each(['STANDARD', 'EXPRESS'] as const)(
    'runs its %s children that failed again, starts those that had not begun, and leaves the others alone',
    async (executionType) => {
      const { room, jobs, executionArn, describeRun, redrive } = await failedRun(executionType);
      expect(jobs.sent).toEqual(['a', 'b']);
      expect(await describeRun()).toMatchObject({
        status: 'FAILED',
        redriveCount: 0,
        itemCounts: { succeeded: 1, failed: 1, pending: 2, total: 4 },
      });

      jobs.refused.clear();
      const { status, output } = await redrive();
      expect({ status, output }).toEqual({
        status: 'SUCCEEDED',
        output: JSON.stringify(['a', 'b', 'c', 'd'].map((id) => ({ id }))),
      });
      expect(jobs.sent).toEqual(['a', 'b', 'b', 'c', 'd']);
      expect(await describeRun()).toMatchObject({
        status: 'SUCCEEDED',
        redriveCount: 1,
        redriveDate: expect.any(Date),
        itemCounts: { succeeded: 4, failed: 0, pendingRedrive: 0, failuresNotRedrivable: 0, total: 4 },
      });
      const { mapRuns } = await room.call<ListMapRunsOutput>('ListMapRuns', { executionArn });
      expect(mapRuns).toHaveLength(1);
      expect(room.faults).toEqual([]);
    },
  );

  test('says in the history that it goes on, not that it starts', async () => {
    const { room, jobs, executionArn, redrive } = await failedRun('STANDARD');
    jobs.refused.clear();
    await redrive();
    const events = await room.history(executionArn);
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunFailed',
      'MapStateFailed',
      'ExecutionFailed',
      'ExecutionRedriven',
      'MapRunRedriven',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[8]?.mapRunRedrivenEventDetails).toMatchObject({ redriveCount: 1 });
  });

  test('takes up a Standard child at the state that failed', async () => {
    const { room, jobs, mapRunArn, redrive } = await failedRun('STANDARD');
    jobs.refused.clear();
    await redrive();
    const { executions = [] } = await room.call<ListExecutionsOutput>('ListExecutions', { mapRunArn });
    const again = executions.filter(({ redriveCount }) => redriveCount === 1);
    expect(again).toHaveLength(1);
    const types = (await room.history(again[0]?.executionArn ?? '')).map(({ type }) => type);
    expect(types.filter((type) => type === 'PassStateEntered')).toHaveLength(1);
    expect(types).toContain('ExecutionRedriven');
  });

  test('may fail once more, and be redriven once more', async () => {
    const { jobs, describeRun, redrive } = await failedRun('STANDARD');
    expect(await redrive()).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    jobs.refused.clear();
    expect(await redrive()).toMatchObject({ status: 'SUCCEEDED', redriveCount: 2 });
    expect(await describeRun()).toMatchObject({ redriveCount: 2 });
  });

  test('leaves children that failed too long ago as they are', async () => {
    const { clock, jobs, room, executionArn, describeRun, redrive } = await failedRun('STANDARD');
    clock.advance(13 * DAY_MILLISECONDS);
    jobs.refused.clear();
    jobs.refused.add('c');
    await redrive();
    clock.advance(2 * DAY_MILLISECONDS);
    expect(await describeRun()).toMatchObject({ itemCounts: { failed: 1, failuresNotRedrivable: 0 } });
    clock.advance(13 * DAY_MILLISECONDS);
    expect(await describeRun()).toMatchObject({ itemCounts: { failed: 1, failuresNotRedrivable: 1 } });
    await expect(room.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });
  });

  test('is the only way to redrive a child', async () => {
    const { room, mapRunArn } = await failedRun('STANDARD');
    const { executions = [] } = await room.call<ListExecutionsOutput>('ListExecutions', {
      mapRunArn,
      statusFilter: 'FAILED',
    });
    const executionArn = executions[0]?.executionArn;
    const child = await room.call<DescribeExecutionOutput>('DescribeExecution', { executionArn });
    expect(child.redriveStatus).toBe('REDRIVABLE_BY_MAP_RUN');
    await expect(room.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });
  });

  test('goes on after a restart in the middle of the redrive', async () => {
    const jobs = queue();
    jobs.refused.add('b');
    const store = openStore();
    const clock = new ManualClock();
    const waiting = sending('STANDARD', { ToleratedFailurePercentage: 0 });
    const before = await machineRoom({ services: [jobs.service], store, clock });
    const executionArn = await before.start(await before.create(waiting), ['a', 'b', 'c']);
    await before.ended(executionArn);
    jobs.refused.clear();
    jobs.slow.add('c');
    await before.call('RedriveExecution', { executionArn });
    await settle();
    await before.stepFunctions.stop?.();
    jobs.slow.clear();
    const after = await machineRoom({ services: [jobs.service], store, clock });
    expect(await after.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
    const types = (await after.history(executionArn)).map(({ type }) => type);
    expect(types.filter((type) => type === 'MapRunRedriven')).toHaveLength(1);
  });
});
