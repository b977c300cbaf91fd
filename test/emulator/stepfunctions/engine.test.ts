import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { machineRoom, only, settle } from './support/machine-room.ts';

describe('An execution', () => {
  test('goes from state to state and records each step with the event before it', async () => {
    const room = await machineRoom();
    const { status, result, events } = await room.run(
      { StartAt: 'A', States: { A: { Type: 'Pass', Result: { a: 1 }, Next: 'B' }, B: { Type: 'Succeed' } } },
      { x: 1 },
    );
    expect(status).toBe('SUCCEEDED');
    expect(result).toEqual({ a: 1 });
    expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'PassStateEntered'],
      [3, 2, 'PassStateExited'],
      [4, 3, 'SucceedStateEntered'],
      [5, 4, 'SucceedStateExited'],
      [6, 5, 'ExecutionSucceeded'],
    ]);
  });

  test('keeps the text of its input as the caller wrote it', async () => {
    const room = await machineRoom();
    const arn = await room.create(only({ Type: 'Pass' }));
    const { executionArn } = await room.call<{ executionArn: string }>('StartExecution', {
      stateMachineArn: arn,
      input: '{"n": 1.0}',
    });
    expect((await room.ended(executionArn)).output).toBe('{"n": 1.0}');
  });

  test('fails when a state passes on more than 262,144 bytes', async () => {
    const room = await machineRoom();
    const { status, error, cause } = await room.run(only({ Type: 'Pass', Result: 'é'.repeat(131_073) }));
    expect([status, error]).toEqual(['FAILED', 'States.DataLimitExceeded']);
    expect(cause).toContain("The state/task 'Only' returned a result with a size exceeding");
  });

  test('ends at 25,000 events when it loops without end', async () => {
    const room = await machineRoom();
    const { error, cause } = await room.run({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: 'End' }], Default: 'A' },
        End: { Type: 'Succeed' },
      },
    });
    expect(error).toBe('States.Runtime');
    expect(cause).toBe('The execution reached the maximum number of history events (25000).');
    expect(room.faults).toEqual([]);
  });

  test('that loops leaves others their turn', async () => {
    const room = await machineRoom();
    const loop = await room.create(
      {
        StartAt: 'A',
        States: {
          A: { Type: 'Pass', Next: 'B' },
          B: { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: 'C' }], Default: 'A' },
          C: { Type: 'Succeed' },
        },
      },
      { type: 'EXPRESS' },
    );
    await room.start(loop);
    const { status } = await room.run(only({ Type: 'Pass' }));
    expect(status).toBe('SUCCEEDED');
    await room.stepFunctions.stop?.();
  });

  test('times out after the TimeoutSeconds of its definition', async () => {
    const clock = new ManualClock();
    const room = await machineRoom({ clock });
    const arn = await room.start(await room.create(only({ Type: 'Wait', Seconds: 60 }, { TimeoutSeconds: 5 })));
    clock.advance(5_000);
    expect((await room.ended(arn)).status).toBe('TIMED_OUT');
    expect((await room.history(arn)).at(-1)?.type).toBe('ExecutionTimedOut');
  });

  test('that waits is stopped with the error and cause of StopExecution', async () => {
    const room = await machineRoom();
    const arn = await room.start(await room.create(only({ Type: 'Wait', Seconds: 60 })));
    await room.call('StopExecution', { executionArn: arn, error: 'Enough', cause: 'It is late' });
    expect(await room.ended(arn)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'It is late' });
    const last = (await room.history(arn)).at(-1);
    expect([last?.type, last?.previousEventId]).toEqual(['ExecutionAborted', 0]);
  });
});

describe('A Wait state', () => {
  test.each([
    ['Seconds', { Seconds: 30 }],
    ['SecondsPath', { SecondsPath: '$.seconds' }],
    ['Timestamp', { Timestamp: '2026-01-01T00:00:30Z' }],
    ['TimestampPath', { TimestampPath: '$.at' }],
  ])('goes on when the time of %s has come, not before', async (_name, fields) => {
    const room = await machineRoom();
    const clock = room.clock as ManualClock;
    const input = { seconds: 30, at: '2026-01-01T00:00:30.000Z' };
    const arn = await room.start(await room.create(only({ Type: 'Wait', ...fields })), input);
    clock.advance(29_999);
    await settle();
    expect(room.executions.at(-1)?.status).toBe('RUNNING');
    clock.advance(1);
    expect((await room.ended(arn)).status).toBe('SUCCEEDED');
  });
});

describe('Parallel', () => {
  test('gives every branch the input and collects their outputs in order', async () => {
    const room = await machineRoom();
    const branch = (name: string, result: number) => ({
      StartAt: name,
      States: { [name]: { Type: 'Pass', Result: result, End: true } },
    });
    const { result, types } = await room.run(only({ Type: 'Parallel', Branches: [branch('A', 1), branch('B', 2)] }));
    expect(result).toEqual([1, 2]);
    expect(types).toContain('ParallelStateSucceeded');
  });

  test('cuts the other branches short when one fails, and lets Catch handle it', async () => {
    const room = await machineRoom();
    const { status, result, types } = await room.run({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Long', States: { Long: { Type: 'Wait', Seconds: 1000, End: true } } },
            { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Bang', Cause: 'on purpose' } } },
          ],
          Catch: [{ ErrorEquals: ['Bang'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', End: true },
      },
    });
    expect(status).toBe('SUCCEEDED');
    expect(result).toEqual({ Error: 'Bang', Cause: 'on purpose' });
    expect(types).toContain('WaitStateAborted');
    expect(types).toContain('ParallelStateFailed');
  });
});

describe('Map', () => {
  const doubled = {
    Type: 'Map',
    QueryLanguage: 'JSONata',
    ItemProcessor: {
      StartAt: 'Double',
      States: { Double: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input * 2 %}', End: true } },
    },
  };

  test('runs its workflow for each item and keeps the order', async () => {
    const room = await machineRoom();
    const items = Array.from({ length: 1_000 }, (_, index) => index);
    const { result } = await room.run(only(doubled), items);
    expect(result).toEqual(items.map((item) => item * 2));
  });

  test('runs no more iterations at once than MaxConcurrency allows', async () => {
    const room = await machineRoom();
    const clock = room.clock as ManualClock;
    const definition = only({
      Type: 'Map',
      MaxConcurrency: 2,
      ItemProcessor: { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } },
    });
    const arn = await room.start(await room.create(definition), [1, 2, 3]);
    clock.advance(10_000);
    await settle();
    expect((await room.history(arn)).filter(({ type }) => type === 'MapIterationStarted')).toHaveLength(3);
    expect(room.executions.at(-1)?.status).toBe('RUNNING');
    clock.advance(10_000);
    expect((await room.ended(arn)).status).toBe('SUCCEEDED');
  });

  test('gives ItemSelector the item and its index', async () => {
    const room = await machineRoom();
    const { result } = await room.run(
      only({
        Type: 'Map',
        ItemsPath: '$.items',
        ItemSelector: { 'value.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index', 'all.$': '$.items' },
        ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
      }),
      { items: ['a', 'b'] },
    );
    expect(result).toEqual([
      { value: 'a', index: 0, all: ['a', 'b'] },
      { value: 'b', index: 1, all: ['a', 'b'] },
    ]);
  });
});

describe('Variables', () => {
  test('are seen inside a Map, and what it sets inside is not seen outside', async () => {
    const room = await machineRoom();
    const { result, cause } = await room.run(
      {
        QueryLanguage: 'JSONata',
        StartAt: 'Set',
        States: {
          Set: { Type: 'Pass', Assign: { outer: 10 }, Next: 'Each' },
          Each: {
            Type: 'Map',
            ItemProcessor: {
              StartAt: 'Inner',
              States: {
                Inner: { Type: 'Pass', Assign: { inner: '{% $states.input + $outer %}' }, Next: 'Read' },
                Read: { Type: 'Pass', Output: '{% $inner %}', End: true },
              },
            },
            Next: 'Outside',
          },
          Outside: { Type: 'Pass', Output: { each: '{% $states.input %}', seen: '{% $exists($inner) %}' }, End: true },
        },
      },
      [1, 2],
    );
    expect(cause).toBeUndefined();
    expect(result).toEqual({ each: [11, 12], seen: false });
  });
});
