import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createSqs } from '../../../emulator/services/sqs/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

describe('moving messages out of a dead-letter queue', () => {
  let clock: ManualClock;
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  let sqs: SQSClient;
  let dead: string;
  beforeEach(async () => {
    clock = new ManualClock();
    endpoint = await startEndpoint((ports) => [createSqs({ ...ports, endpoint: () => 'http://127.0.0.1' })], { clock });
    sqs = new SQSClient({ ...endpoint.client, useQueueUrlAsEndpoint: false });
    dead = await create('dead');
  });
  afterEach(async () => {
    sqs.destroy();
    await endpoint.close();
    expect(endpoint.faults).toEqual([]);
  });

  const create = async (QueueName: string, deadLetters?: string) => {
    const redrive = JSON.stringify({ deadLetterTargetArn: arn(deadLetters ?? ''), maxReceiveCount: 1 });
    const Attributes = deadLetters ? { RedrivePolicy: redrive } : {};
    return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  };
  const send = (QueueUrl: string, MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const receive = async (QueueUrl: string) => {
    const input = {
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 1,
      MessageSystemAttributeNames: ['All' as const],
    };
    return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
  };
  /** Has a queue give a message up. */
  const fail = async (QueueUrl: string, body: string) => {
    const { MessageId } = await send(QueueUrl, body);
    await receive(QueueUrl);
    clock.advance(1_000);
    await receive(QueueUrl);
    return MessageId;
  };
  const start = async (input: object = {}) =>
    (await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn('dead'), ...input }))).TaskHandle;
  const list = async (MaxResults?: number) =>
    (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn('dead'), MaxResults }))).Results ?? [];
  const waiting = async (QueueUrl: string) => {
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Number(Attributes?.ApproximateNumberOfMessages);
  };
  /** Moves time on until the task has ended. */
  const ended = async () => {
    for (;;) {
      clock.advance(0);
      const [task] = await list();
      if (task?.Status !== 'RUNNING') return task;
    }
  };

  it('takes them back to the queues that they came from, as new messages', async () => {
    const [a, b] = [await create('a', 'dead'), await create('b', 'dead')];
    const id = await fail(a, 'from a');
    await fail(b, 'from b');
    await start();
    expect(await ended()).toMatchObject({
      Status: 'COMPLETED',
      SourceArn: arn('dead'),
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
      StartedTimestamp: clock.now(),
    });
    const [message] = await receive(a);
    expect(message).toMatchObject({ Body: 'from a', Attributes: { ApproximateReceiveCount: '1' } });
    expect(message?.MessageId).not.toBe(id);
    expect(await receive(b)).toMatchObject([{ Body: 'from b' }]);
    expect(await receive(dead)).toEqual([]);
  });

  it('takes them to another queue when asked to, no faster than asked to', async () => {
    await create('a', 'dead');
    const other = await create('other');
    for (const body of ['1', '2', '3']) await send(dead, body);
    const TaskHandle = await start({ DestinationArn: arn('other'), MaxNumberOfMessagesPerSecond: 1 });
    clock.advance(0);
    while ((await waiting(other)) < 1);
    await expect(start()).rejects.toMatchObject({ name: 'UnsupportedOperation' });
    expect(await list()).toMatchObject([{ Status: 'RUNNING', TaskHandle, MaxNumberOfMessagesPerSecond: 1 }]);
    clock.advance(1_000);
    while ((await waiting(other)) < 2);
    const { ApproximateNumberOfMessagesMoved } = await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    expect(ApproximateNumberOfMessagesMoved).toBe(2);
    clock.advance(5_000);
    expect(await waiting(dead)).toBe(1);
    expect(await list()).toMatchObject([{ Status: 'CANCELLED' }]);
    await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toThrow('Only active tasks');
  });

  it('ends with the reason when a message does not know where it came from, or that queue is gone', async () => {
    const a = await create('a', 'dead');
    await create('keeps-it-a-dead-letter-queue', 'dead');
    await send(dead, 'direct');
    await start();
    expect(await ended()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
    await start({ DestinationArn: arn('a') });
    expect(await ended()).toMatchObject({ Status: 'COMPLETED' });
    await receive(a);
    clock.advance(1_000);
    await receive(a);
    await sqs.send(new DeleteQueueCommand({ QueueUrl: a }));
    await start();
    expect(await ended()).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
    });
    expect(await list(10)).toHaveLength(3);
  });

  it('refuses what is no dead-letter queue, and what it does not know', async () => {
    await expect(start()).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Source queue must be configured as a Dead Letter Queue.',
    });
    await expect(start({ SourceArn: arn('none') })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await create('a', 'dead');
    await expect(start({ DestinationArn: arn('none') })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(start({ MaxNumberOfMessagesPerSecond: 501 })).rejects.toThrow('between 1 and 500');
    await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'x' }))).rejects.toThrow(
      'Task does not exist.',
    );
  });
});
