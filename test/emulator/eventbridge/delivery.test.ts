import type {
  PutEventsCommandInput,
  PutRuleCommandInput,
  PutTargetsCommandInput,
  Target,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../emulator/door/errors.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { cloud } from './support/cloud.ts';

const RULE = 'arn:aws:events:us-east-1:000000000000:rule/r';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:inbox';
const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';
const ROLE = 'arn:aws:iam::000000000000:role/starter';

async function start(target: Partial<Target>, options: Parameters<typeof cloud>[0] = {}) {
  const it = cloud(options);
  await it.call<PutRuleCommandInput>('PutRule', { Name: 'r', EventPattern: '{"source": ["shop"]}' });
  const Targets = [{ Id: 't', Arn: QUEUE, ...target }];
  await it.call<PutTargetsCommandInput>('PutTargets', { Rule: 'r', Targets });
  return {
    ...it,
    put: () =>
      it.call<PutEventsCommandInput>('PutEvents', {
        Entries: [{ Source: 'shop', DetailType: 'd', Detail: '{"a": {"b": "c"}}' }],
      }),
  };
}

const busy = () => new AwsError('ServiceUnavailable', 'Come again.', { status: 503 });
const HOUR_MILLISECONDS = 3_600_000;

describe('delivery', () => {
  it('starts an execution as the target role, under a name that a repetition shares', async () => {
    const it = await start({ Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m', RoleArn: ROLE });
    it.failures.push(busy());
    await it.put();
    await it.deliver();
    await it.deliver(1, HOUR_MILLISECONDS);
    expect(it.received).toMatchObject([
      { service: 'stepfunctions', call: { principal: { kind: 'role', roleName: 'starter' } } },
    ]);
    expect(it.received[0]?.input.name).toMatch(/^[0-9a-f-]{36}_[0-9a-f-]{36}$/);
    await it.close();
  });

  it('invokes a function asynchronously', async () => {
    const Arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
    const it = await start({ Arn, InputPath: '$.detail.a' });
    await it.put();
    await it.deliver();
    expect(it.received[0]?.input).toEqual({
      FunctionName: Arn,
      InvocationType: 'Event',
      Payload: Buffer.from('{"b":"c"}'),
    });
    await it.close();
  });

  it('sends to a FIFO queue with the message group of the target', async () => {
    const it = await start({ Arn: `${QUEUE}.fifo`, SqsParameters: { MessageGroupId: 'g' } });
    await it.put();
    await it.deliver();
    expect(it.received[0]?.input).toMatchObject({ MessageGroupId: 'g', MessageDeduplicationId: expect.any(String) });
    await it.close();
  });

  it('writes into a log group, making the stream that is missing', async () => {
    const it = await start({ Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/events/all:*' });
    it.failures.push(new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.'));
    await it.put();
    await it.deliver();
    expect(it.received.map(({ operation }) => operation)).toEqual(['CreateLogStream', 'PutLogEvents']);
    expect(it.received[1]?.input).toMatchObject({ logGroupName: '/events/all', logStreamName: 'r/2026-01-01' });
    await it.close();
  });

  it('publishes to a topic what the transformer makes of the event', async () => {
    const it = await start({
      Arn: 'arn:aws:sns:us-east-1:000000000000:topic',
      InputTransformer: {
        InputPathsMap: { x: '$.detail.a' },
        InputTemplate: '{"x": <x>, "rule": <aws.events.rule-name>}',
      },
    });
    await it.put();
    await it.deliver();
    expect(it.received[0]?.input.Message).toBe('{"x": {"b":"c"}, "rule": "r"}');
    await it.close();
  });
});

describe('a delivery that fails', () => {
  it('is tried again after a while when the failure may pass', async () => {
    const it = await start({});
    it.failures.push(busy(), busy());
    await it.put();
    const outcomes = [
      ...(await it.deliver()),
      ...(await it.deliver(1, HOUR_MILLISECONDS)),
      ...(await it.deliver(1, HOUR_MILLISECONDS)),
    ];
    expect(outcomes.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
      ['retrying', 1],
      ['retrying', 2],
      ['delivered', 3],
    ]);
    await it.close();
  });

  it('is dead-lettered when its attempts are used up, saying why', async () => {
    const it = await start({ RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: DEAD } });
    it.failures.push(busy(), busy());
    await it.put();
    await it.deliver();
    await expect(it.deliver(1, HOUR_MILLISECONDS)).resolves.toMatchObject([{ outcome: 'dead-lettered' }]);
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    expect(it.received).toMatchObject([
      {
        call: { principal: { kind: 'service', service: 'events.amazonaws.com', sourceArn: RULE } },
        input: {
          QueueUrl: expect.stringMatching(/\/dead$/),
          MessageBody: expect.stringContaining('"detail":{"a":{"b":"c"}}'),
          MessageAttributes: {
            RULE_ARN: text(RULE),
            TARGET_ARN: text(QUEUE),
            ERROR_CODE: text('ERROR_FROM_TARGET'),
            ERROR_MESSAGE: text('Come again.'),
            EXHAUSTED_RETRY_CONDITION: text('MaximumRetryAttempts'),
            RETRY_ATTEMPTS: text('1'),
          },
        },
      },
    ]);
    await it.close();
  });

  it('is dead-lettered when the event has become too old', async () => {
    const it = await start({ RetryPolicy: { MaximumEventAgeInSeconds: 60 }, DeadLetterConfig: { Arn: DEAD } });
    it.failures.push(busy(), busy());
    await it.put();
    await it.deliver();
    await it.deliver(1, HOUR_MILLISECONDS);
    expect(it.received[0]?.input.MessageAttributes).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumEventAgeInSeconds' },
    });
    await it.close();
  });

  it.each([
    ['a missing permission', new AwsError('AccessDenied', 'No.', { status: 403 }), 'NO_PERMISSIONS'],
    ['a missing target', new AwsError('QueueDoesNotExist', 'The specified queue does not exist.'), 'NO_RESOURCE'],
    ['an input that the target refuses', new AwsError('InvalidMessageContents', 'Bad.'), 'SDK_CLIENT_ERROR'],
  ])('goes to the dead-letter queue at once for %s', async (_, failure, code) => {
    const it = await start({ DeadLetterConfig: { Arn: DEAD } });
    it.failures.push(failure);
    await it.put();
    await it.deliver();
    const attributes = it.received[0]?.input.MessageAttributes;
    expect(attributes).toMatchObject({
      ERROR_CODE: { StringValue: code },
      ERROR_MESSAGE: { StringValue: failure.message },
    });
    expect(attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
    await it.close();
  });

  it('is dropped without a dead-letter queue, and the trace says so', async () => {
    const it = await start({});
    it.failures.push(new AwsError('AccessDenied', 'No.', { status: 403 }));
    await it.put();
    await expect(it.deliver()).resolves.toMatchObject([{ outcome: 'dropped', reason: 'NO_PERMISSIONS: No.' }]);
    await it.close();
  });
});

describe('what was acknowledged', () => {
  it('is delivered after a restart', async () => {
    const store = openStore();
    const before = await start({}, { store });
    await before.put();
    await before.journal.stop();
    const after = cloud({ store });
    await after.deliver();
    expect(after.received).toHaveLength(1);
    await after.close();
  });
});
