import { AwsError } from '../../../emulator/door/errors.ts';
import type { ManualClock } from '../../../emulator/runtime/clock.ts';
import { machineRoom, only, type StandIn, settle } from './support/machine-room.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:work';

const service = (name: string, sdk: string, operations: StandIn['operations']): StandIn => ({ name, sdk, operations });

const lambda = (invoke: (input: never) => unknown): StandIn =>
  service('lambda', '@aws-sdk/client-lambda', { Invoke: invoke });

const payload = (value: unknown) => ({
  StatusCode: 200,
  ExecutedVersion: '$LATEST',
  Payload: Buffer.from(JSON.stringify(value)),
});

const failure = (errorType: string) => ({ ...payload({ errorType, errorMessage: 'no' }), FunctionError: 'Unhandled' });

describe('A Task state with a function as its resource', () => {
  test('passes its input as the event and its answer on', async () => {
    const room = await machineRoom({
      services: [
        lambda(({ Payload }: { Payload: Uint8Array }) => payload({ got: JSON.parse(Buffer.from(Payload).toString()) })),
      ],
    });
    const { result, types } = await room.run(only({ Type: 'Task', Resource: FUNCTION }), { x: 1 });
    expect(result).toEqual({ got: { x: 1 } });
    expect(types).toContain('LambdaFunctionSucceeded');
  });

  test('fails with the error type of the function and its whole answer as the cause', async () => {
    const room = await machineRoom({ services: [lambda(() => failure('BadThing'))] });
    const { status, error, cause } = await room.run(only({ Type: 'Task', Resource: FUNCTION }));
    expect([status, error, JSON.parse(cause ?? '')]).toEqual([
      'FAILED',
      'BadThing',
      { errorType: 'BadThing', errorMessage: 'no' },
    ]);
  });
});

describe('lambda:invoke', () => {
  const invoke = (more: object = {}) =>
    only({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: FUNCTION, 'Payload.$': '$' },
      ...more,
    });

  test('answers the payload with the response metadata', async () => {
    const room = await machineRoom({ services: [lambda(() => payload([1, 2]))] });
    const { result } = await room.run(invoke());
    expect(result).toMatchObject({
      ExecutedVersion: '$LATEST',
      Payload: [1, 2],
      StatusCode: 200,
      SdkHttpMetadata: { HttpStatusCode: 200, HttpHeaders: { 'Content-Length': '5' } },
    });
  });

  test('names errors of the service in the way of the optimised integration', async () => {
    const notFound = new AwsError('ResourceNotFoundException', 'Function not found: x', { status: 404 });
    const refuse = () => {
      throw notFound;
    };
    const room = await machineRoom({ services: [lambda(refuse)] });
    const { error, cause } = await room.run(invoke());
    expect(error).toBe('Lambda.ResourceNotFoundException');
    expect(cause).toMatch(
      /^Function not found: x \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [\w-]+; Proxy: null\)$/,
    );
  });

  test('fails before anything is scheduled when the function has no name', async () => {
    const room = await machineRoom({ services: [lambda(() => payload(1))] });
    const { error, cause, types } = await room.run(invoke({ Parameters: {} }));
    expect(error).toBe('States.Runtime');
    expect(cause).toContain("The field 'FunctionName' is required but was missing");
    expect(types).not.toContain('TaskScheduled');
  });
});

describe('aws-sdk', () => {
  const task = (Parameters: object) =>
    only({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem', Parameters });

  test('reaches every operation that the emulator has, in PascalCase', async () => {
    const seen: unknown[] = [];
    const getItem = (input: unknown) => {
      seen.push(input);
      return { Item: { id: { S: '1' }, bytes: { B: Buffer.from('text') } } };
    };
    const room = await machineRoom({
      services: [service('dynamodb', '@aws-sdk/client-dynamodb', { GetItem: getItem })],
    });
    const { result } = await room.run(task({ TableName: 't', Key: { id: { S: '1' } } }));
    expect(seen).toEqual([{ TableName: 't', Key: { id: { S: '1' } } }]);
    expect(result).toEqual({ Item: { id: { S: '1' }, bytes: { B: 'text' } } });
  });

  test('names errors in the way of the SDK for Java, unknown ones after the service', async () => {
    let code = 'ResourceNotFoundException';
    const refuse = () => {
      throw new AwsError(code, 'No');
    };
    const room = await machineRoom({
      services: [service('dynamodb', '@aws-sdk/client-dynamodb', { GetItem: refuse })],
    });
    expect((await room.run(task({}))).error).toBe('DynamoDb.ResourceNotFoundException');
    code = 'ValidationException';
    const { error, cause } = await room.run(task({}));
    expect(error).toBe('DynamoDb.DynamoDbException');
    expect(cause).toMatch(/^No \(Service: DynamoDb, Status Code: 400, Request ID: [\w-]+\)/);
  });

  test.each([
    'arn:aws:states:::aws-sdk:kms:encrypt',
    'arn:aws:states:::glue:startJobRun',
    'arn:aws:states:::dynamodb:query',
  ])('refuses at creation what is not there, by its name: %s', async (resource) => {
    const room = await machineRoom();
    await expect(room.create(only({ Type: 'Task', Resource: resource }))).rejects.toThrow(resource);
  });
});

describe('sns:publish', () => {
  const publish = only({
    Type: 'Task',
    Resource: 'arn:aws:states:::sns:publish',
    Parameters: { TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: { woven: true } },
  });
  const topics = (Publish: (input: never) => unknown) => ({
    ...service('sns', '@aws-sdk/client-sns', { Publish }),
    protocol: 'query' as const,
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  });

  test('sends JSON as text and answers the metadata of an XML response, whose length is that of AWS', async () => {
    const seen: { Message?: string }[] = [];
    const room = await machineRoom({
      services: [
        topics((input) => {
          seen.push(input);
          return { MessageId: '0'.repeat(36) };
        }),
      ],
    });
    const { result } = await room.run(publish);
    expect(seen[0]?.Message).toBe('{"woven":true}');
    expect(result).toMatchObject({
      SdkHttpMetadata: { HttpHeaders: { 'Content-Type': 'text/xml', 'Content-Length': '294' } },
    });
  });

  test('names errors by their shape and shows the code that AWS Query has for it', async () => {
    const refuse = () => {
      throw new AwsError('NotFoundException', 'Topic does not exist', { status: 404 });
    };
    const { error, cause } = await (await machineRoom({ services: [topics(refuse)] })).run(publish);
    expect(error).toBe('SNS.NotFoundException');
    expect(cause).toContain('(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: ');
  });
});

describe('events:putEvents', () => {
  test('adds the execution to the resources and fails when an entry was refused', async () => {
    const seen: { Entries?: { Resources?: string[]; Detail?: string }[] }[] = [];
    let failed = 0;
    const putEvents = (input: never) => {
      seen.push(input);
      return { FailedEntryCount: failed, Entries: [{ EventId: '1' }] };
    };
    const room = await machineRoom({
      services: [service('eventbridge', '@aws-sdk/client-eventbridge', { PutEvents: putEvents })],
    });
    const definition = only({
      Type: 'Task',
      Resource: 'arn:aws:states:::events:putEvents',
      Parameters: { Entries: [{ Source: 's', DetailType: 'd', Detail: { a: 1 } }] },
    });
    const { executionArn, stateMachineArn, result } = await room.run(definition);
    expect(result).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    expect(seen[0]?.Entries?.[0]).toMatchObject({ Resources: [stateMachineArn, executionArn], Detail: '{"a":1}' });
    failed = 1;
    expect((await room.run(definition)).error).toBe('EventBridge.FailedEntry');
  });
});

describe('states:startExecution', () => {
  const parent = (resource: string, child: string) =>
    only({ Type: 'Task', Resource: resource, Parameters: { StateMachineArn: child, Input: { x: 1 } } });

  test.each([
    ['.sync', '{"x":1}'],
    ['.sync:2', { x: 1 }],
  ])('%s waits for the child and answers its output', async (suffix, output) => {
    const room = await machineRoom();
    const child = await room.create(only({ Type: 'Wait', Seconds: 10 }));
    const arn = await room.start(await room.create(parent(`arn:aws:states:::states:startExecution${suffix}`, child)));
    await settle();
    (room.clock as ManualClock).advance(10_000);
    const { status, output: text } = await room.ended(arn);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(text ?? '')).toMatchObject({ Status: 'SUCCEEDED', Output: output, StateMachineArn: child });
  });

  test('.sync fails with States.TaskFailed and the child as the cause', async () => {
    const room = await machineRoom();
    const child = await room.create({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'C' } } });
    const { error, cause } = await room.run(parent('arn:aws:states:::states:startExecution.sync', child));
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'E', Cause: 'C' });
  });

  test('.sync stops the child when the parent is stopped', async () => {
    const room = await machineRoom();
    const child = await room.create(only({ Type: 'Wait', Seconds: 1_000 }));
    const arn = await room.start(await room.create(parent('arn:aws:states:::states:startExecution.sync', child)));
    await settle();
    await room.call('StopExecution', { executionArn: arn });
    await settle();
    const { executions } = await room.call<{ executions: { status: string }[] }>('ListExecutions', {
      stateMachineArn: child,
    });
    expect(executions.map(({ status }) => status)).toEqual(['ABORTED']);
  });
});

describe('A task that waits for its token', () => {
  async function waiting(more: object = {}) {
    let token = '';
    const sendMessage = ({ MessageBody }: { MessageBody: string }) => {
      token = JSON.parse(MessageBody);
      return { MessageId: '1' };
    };
    const room = await machineRoom({ services: [service('sqs', '@aws-sdk/client-sqs', { SendMessage: sendMessage })] });
    const definition = only({
      Type: 'Task',
      QueryLanguage: 'JSONata',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: { QueueUrl: 'q', MessageBody: '{% $string($states.context.Task.Token) %}' },
      ...more,
    });
    const quoted = JSON.parse(
      JSON.stringify(definition).replace(
        '$string($states.context.Task.Token)',
        `'\\"' & $states.context.Task.Token & '\\"'`,
      ),
    );
    const arn = await room.start(await room.create(quoted));
    await settle();
    return { room, arn, token: () => token };
  }

  test('goes on with the output of SendTaskSuccess', async () => {
    const { room, arn, token } = await waiting();
    await room.call('SendTaskSuccess', { taskToken: token(), output: '[1]' });
    expect(await room.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '[1]' });
    expect((await room.history(arn)).map(({ type }) => type)).toContain('TaskSubmitted');
  });

  test('fails with what SendTaskFailure says', async () => {
    const { room, arn, token } = await waiting();
    await room.call('SendTaskFailure', { taskToken: token(), error: 'E', cause: 'C' });
    expect(await room.ended(arn)).toMatchObject({ status: 'FAILED', error: 'E', cause: 'C' });
  });

  test('times out unless heartbeats come', async () => {
    const { room, arn, token } = await waiting({ HeartbeatSeconds: 10, TimeoutSeconds: 100 });
    const clock = room.clock as ManualClock;
    clock.advance(9_000);
    await room.call('SendTaskHeartbeat', { taskToken: token() });
    clock.advance(9_000);
    await settle();
    expect(room.executions.at(-1)?.status).toBe('RUNNING');
    clock.advance(1_000);
    expect(await room.ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect((await room.history(arn)).map(({ type }) => type)).toContain('TaskTimedOut');
  });

  test('is answered once', async () => {
    const { room, token } = await waiting();
    await room.call('SendTaskSuccess', { taskToken: token(), output: '1' });
    await expect(room.call('SendTaskSuccess', { taskToken: token(), output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    await expect(room.call('SendTaskFailure', { taskToken: 'x' })).rejects.toMatchObject({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
  });
});

describe('An activity', () => {
  test('hands its task to a worker, who answers with the token', async () => {
    const room = await machineRoom();
    const { activityArn } = await room.call<{ activityArn: string }>('CreateActivity', { name: 'work' });
    const worker = room.call<{ taskToken: string; input: string }>('GetActivityTask', {
      activityArn,
      workerName: 'me',
    });
    const arn = await room.start(await room.create(only({ Type: 'Task', Resource: activityArn })), { a: 1 });
    const { taskToken, input } = await worker;
    expect(input).toBe('{"a":1}');
    await room.call('SendTaskSuccess', { taskToken, output: '"done"' });
    expect(await room.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
    const started = (await room.history(arn)).find(({ type }) => type === 'ActivityStarted');
    expect(started?.activityStartedEventDetails).toEqual({ workerName: 'me' });
  });

  test('answers a poll with nothing after a minute', async () => {
    const room = await machineRoom();
    const { activityArn } = await room.call<{ activityArn: string }>('CreateActivity', { name: 'idle' });
    const worker = room.call('GetActivityTask', { activityArn });
    (room.clock as ManualClock).advance(60_000);
    expect(await worker).toEqual({});
  });
});

describe('Retry', () => {
  const retried = (retrier: object) =>
    only({ Type: 'Task', Resource: FUNCTION, Retry: [{ ErrorEquals: ['Oops'], ...retrier }] });

  async function delays(retrier: object, steps: readonly number[]) {
    let calls = 0;
    const room = await machineRoom({
      services: [
        lambda(() => {
          calls += 1;
          return failure('Oops');
        }),
      ],
    });
    const clock = room.clock as ManualClock;
    await room.start(await room.create(retried(retrier)));
    await settle();
    const seen = [calls];
    for (const step of steps) {
      clock.advance(step);
      await settle();
      seen.push(calls);
    }
    return seen;
  }

  test('waits one second, then twice as long each time, three times at most', async () => {
    expect(await delays({}, [999, 1, 1_999, 1, 3_999, 1, 100_000])).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  test('waits no longer than MaxDelaySeconds', async () => {
    const retrier = { IntervalSeconds: 2, BackoffRate: 10, MaxDelaySeconds: 5, MaxAttempts: 2 };
    expect(await delays(retrier, [2_000, 4_999, 1])).toEqual([1, 2, 2, 3]);
  });

  test('retries with full jitter when JitterStrategy is FULL', async () => {
    const [first, second] = await delays({ IntervalSeconds: 1_000, JitterStrategy: 'FULL' }, [999_999]);
    expect([first, second]).toEqual([1, 2]);
  });

  test('does not retry when MaxAttempts is 0', async () => {
    expect(await delays({ MaxAttempts: 0 }, [100_000])).toEqual([1, 1]);
  });
});

describe('TimeoutSeconds', () => {
  test('ends a call that takes too long with States.Timeout and no cause', async () => {
    const room = await machineRoom({ services: [lambda(() => new Promise(() => {}))] });
    const definition = only({ Type: 'Task', Resource: FUNCTION, TimeoutSecondsPath: '$.limit' });
    const arn = await room.start(await room.create(definition), { limit: 3 });
    await settle();
    (room.clock as ManualClock).advance(3_000);
    const { error, cause } = await room.ended(arn);
    expect([error, cause]).toEqual(['States.Timeout', undefined]);
    expect((await room.history(arn)).map(({ type }) => type)).toContain('LambdaFunctionTimedOut');
  });
});
