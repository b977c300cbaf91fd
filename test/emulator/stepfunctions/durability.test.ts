import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { machineRoom, only, type StandIn, settle } from './support/machine-room.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepfunctions-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A room on the same files: what the one before did not write is lost, as after kill -9. */
const open = (at?: number, services: readonly StandIn[] = []) =>
  machineRoom({ store: openStore(directory), clock: new ManualClock(at), services });

describe('After a killed process', () => {
  test('a Wait state goes on at its time, and the history goes on where it was', async () => {
    const first = await open();
    const arn = await first.start(await first.create(only({ Type: 'Wait', Seconds: 3_600 })), { a: 1 });
    const clock = new ManualClock(first.clock.now() + 1_800_000);
    const second = await machineRoom({ store: openStore(directory), clock });
    clock.advance(1_799_999);
    await settle();
    expect((await second.history(arn)).map(({ type }) => type)).toEqual(['ExecutionStarted', 'WaitStateEntered']);
    clock.advance(1);
    expect(await second.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
    expect((await second.history(arn)).map(({ id, previousEventId }) => [id, previousEventId])).toEqual([
      [1, 0],
      [2, 0],
      [3, 2],
      [4, 3],
    ]);
  });

  test('a time that came while it was down is made up for at once', async () => {
    const first = await open();
    const arn = await first.start(await first.create(only({ Type: 'Wait', Seconds: 60 })));
    const second = await open(first.clock.now() + 86_400_000);
    expect((await second.ended(arn)).status).toBe('SUCCEEDED');
  });

  test('a call that was under way is made again, without being scheduled again', async () => {
    let calls = 0;
    const lambda = (answer: () => unknown): StandIn => ({
      name: 'lambda',
      sdk: '@aws-sdk/client-lambda',
      operations: {
        Invoke: () => {
          calls += 1;
          return answer();
        },
      },
    });
    const first = await open(undefined, [lambda(() => new Promise(() => {}))]);
    const task = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f' };
    const arn = await first.start(await first.create(only(task)));
    await settle();
    const second = await open(undefined, [lambda(() => ({ StatusCode: 200, Payload: Buffer.from('"done"') }))]);
    expect(await second.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
    expect(calls).toBe(2);
    expect((await second.history(arn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('a task token is still good', async () => {
    let token = '';
    const sqs: StandIn = {
      name: 'sqs',
      sdk: '@aws-sdk/client-sqs',
      operations: {
        SendMessage: ({ MessageBody }: { MessageBody: string }) => {
          token = JSON.parse(MessageBody).token;
          return { MessageId: '1', MD5OfMessageBody: '2' };
        },
      },
    };
    const first = await open(undefined, [sqs]);
    const task = {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'http://queue', MessageBody: { 'token.$': '$$.Task.Token' } },
    };
    const arn = await first.start(await first.create(only(task)));
    await settle();
    const second = await open(undefined, [sqs]);
    await second.call('SendTaskSuccess', { taskToken: token, output: '{"ok":true}' });
    expect(await second.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"ok":true}' });
  });

  test('iterations that were done are not done again', async () => {
    const seen: number[] = [];
    const lambda = (hangAt: number): StandIn => ({
      name: 'lambda',
      sdk: '@aws-sdk/client-lambda',
      operations: {
        Invoke: ({ Payload }: { Payload: Uint8Array }) => {
          const item = Number(Buffer.from(Payload).toString());
          seen.push(item);
          return item === hangAt ? new Promise(() => {}) : { StatusCode: 200, Payload };
        },
      },
    });
    const definition = only({
      Type: 'Map',
      MaxConcurrency: 1,
      ItemProcessor: {
        StartAt: 'T',
        States: { T: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f', End: true } },
      },
    });
    const first = await open(undefined, [lambda(2)]);
    const arn = await first.start(await first.create(definition), [0, 1, 2, 3]);
    await settle();
    await settle();
    const second = await open(undefined, [lambda(-1)]);
    expect(await second.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '[0,1,2,3]' });
    expect(seen).toEqual([0, 1, 2, 2, 3]);
  });

  test('variables and the retries that are left are as they were', async () => {
    const failing: StandIn = {
      name: 'lambda',
      sdk: '@aws-sdk/client-lambda',
      operations: {
        Invoke: () => ({ StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from('{"errorType":"Oops"}') }),
      },
    };
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { kept: 7 }, Next: 'Try' },
        Try: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f',
          Retry: [{ ErrorEquals: ['Oops'], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 1 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $kept %}', Next: 'End' }],
          Next: 'End',
        },
        End: { Type: 'Succeed' },
      },
    };
    const first = await open(undefined, [failing]);
    const clock = first.clock as ManualClock;
    const arn = await first.start(await first.create(definition));
    await settle();
    clock.advance(10_000);
    await settle();
    const later = new ManualClock(clock.now());
    const second = await machineRoom({ store: openStore(directory), clock: later, services: [failing] });
    later.advance(10_000);
    expect(await second.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '7' });
    const attempts = (await second.history(arn)).filter(({ type }) => type === 'LambdaFunctionScheduled');
    expect(attempts).toHaveLength(3);
  });

  test('an Express execution is run anew', async () => {
    const first = await open();
    const machine = await first.create(only({ Type: 'Wait', Seconds: 10 }), { type: 'EXPRESS' });
    await first.start(machine);
    const clock = new ManualClock();
    const second = await machineRoom({ store: openStore(directory), clock });
    clock.advance(10_000);
    await settle();
    expect(second.executions.map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });
});

describe('A failed execution', () => {
  test('is redriven from the state that failed, with its input and its variables', async () => {
    let broken = true;
    const lambda: StandIn = {
      name: 'lambda',
      sdk: '@aws-sdk/client-lambda',
      operations: {
        Invoke: () =>
          broken
            ? { StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from('{"errorType":"Oops"}') }
            : { StatusCode: 200, Payload: Buffer.from('"mended"') },
      },
    };
    const room = await open(undefined, [lambda]);
    const definition = {
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Assign: { x: 1 }, Next: 'Call' },
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f',
          ResultPath: '$.answer',
          Next: 'Last',
        },
        Last: { Type: 'Pass', Parameters: { 'x.$': '$x', 'answer.$': '$.answer' }, End: true },
      },
    };
    const arn = await room.start(await room.create(definition));
    expect(await room.ended(arn)).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE' });
    broken = false;
    await room.call('RedriveExecution', { executionArn: arn });
    await settle();
    expect(await room.ended(arn)).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
      output: '{"x":1,"answer":"mended"}',
    });
    const types = (await room.history(arn)).map(({ type }) => type);
    expect(types.filter((type) => type === 'PassStateEntered')).toHaveLength(2);
    expect(types).toContain('ExecutionRedriven');
  });

  test('that succeeded cannot be redriven', async () => {
    const room = await open();
    const { executionArn } = await room.run(only({ Type: 'Pass' }));
    await expect(room.call('RedriveExecution', { executionArn })).rejects.toThrow('cannot be redriven');
  });

  test('goes on with its history where it ended, also when it had ended at once', async () => {
    const room = await open();
    const arn = await room.start(await room.create({ StartAt: 'No', States: { No: { Type: 'Fail' } } }));
    await room.call('RedriveExecution', { executionArn: arn });
    await settle();
    const events = await room.history(arn);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'FailStateEntered',
      'ExecutionFailed',
      'ExecutionRedriven',
      'ExecutionFailed',
    ]);
  });
});

describe('An execution that ended 90 days ago', () => {
  const day = 86_400_000;
  const start = Date.UTC(2026, 0, 1);
  const days = (count: number) => start + count * day;

  test('is forgotten with the next start, and one that ended later or still runs is not', async () => {
    const first = await open(start);
    const pass = await first.create(only({ Type: 'Pass' }));
    const wait = (count: number) => first.create(only({ Type: 'Wait', Seconds: count * 86_400 }));
    const past = await first.start(pass);
    const running = await first.start(await wait(300));
    const endedLater = await first.start(await wait(20));
    const startedLater = await open(days(20)).then((second) => second.start(pass));
    const { call } = await open(days(100));
    const found = (executionArn: string) => call('DescribeExecution', { executionArn });
    await expect(found(past)).rejects.toThrow('Execution Does Not Exist');
    await expect(found(running)).resolves.toMatchObject({ status: 'RUNNING' });
    await expect(found(endedLater)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    await expect(found(startedLater)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    await expect(call('GetExecutionHistory', { executionArn: startedLater })).resolves.toMatchObject({
      events: { length: 4 },
    });
  });
});

describe('While it stops', () => {
  test('nothing is started, and whoever asks is told so', async () => {
    const room = await open();
    const machine = await room.create(only({ Type: 'Pass' }));
    await room.stepFunctions.stop?.();
    await expect(room.start(machine)).rejects.toMatchObject({ code: 'ServiceUnavailable' });
    expect(room.executions).toEqual([]);
  });
});
