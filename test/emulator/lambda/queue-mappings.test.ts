import {
  DeleteEventSourceMappingCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { ARN, type EventSources, startEventSources } from './support/event-sources.ts';

let cloud: EventSources;
let sqs: SQSClient;
beforeEach(async () => {
  cloud = await startEventSources();
  sqs = new SQSClient(cloud.client);
});
afterEach(async () => {
  await cloud.close();
  expect(cloud.faults).toEqual([]);
});

const JOBS = ARN('sqs', 'jobs');
const urls = new Map<string, string>();

async function createQueue(QueueName: string, Attributes: Record<string, string> = {}) {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  urls.set(QueueName, QueueUrl);
}
const send = (queue: string, MessageBody: string, options: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl: urls.get(queue), MessageBody, ...options }));
const sendAll = (queue: string, bodies: readonly string[]) =>
  sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: urls.get(queue),
      Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
    }),
  );
async function counts(queue: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: urls.get(queue), AttributeNames: ['All'] }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages),
    hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
  };
}
const empty = (queue: string) =>
  cloud.until(`${queue} to be empty`, async () => {
    const { visible, hidden } = await counts(queue);
    return visible + hidden === 0 ? true : undefined;
  });
const bodies = ({ Records }: { Records: readonly Record<string, unknown>[] }) => Records.map(({ body }) => body);

describe('a mapping of a queue', () => {
  it('hands messages over in the shape that AWS gives them, and deletes what was worked', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    await cloud.map({ EventSourceArn: JOBS });
    await send('jobs', 'hello', {
      MessageAttributes: {
        colour: { DataType: 'String', StringValue: 'red' },
        bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      },
    });

    const [event] = await cloud.events(1);
    expect(event).toEqual({
      Records: [
        {
          messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          receiptHandle: expect.any(String),
          body: 'hello',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: String(cloud.clock.now()),
            SenderId: expect.any(String),
            ApproximateFirstReceiveTimestamp: String(cloud.clock.now()),
          },
          messageAttributes: {
            colour: { stringValue: 'red', stringListValues: [], binaryListValues: [], dataType: 'String' },
            bytes: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
          },
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          md5OfBody: '5d41402abc4b2a76b9719d911017c592',
          eventSource: 'aws:sqs',
          eventSourceARN: JOBS,
          awsRegion: 'us-east-1',
        },
      ],
    });
    await empty('jobs');
  });

  it('gathers a batch for as long as its window', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    await cloud.map({ EventSourceArn: JOBS, BatchSize: 100, MaximumBatchingWindowInSeconds: 10 });
    await sendAll('jobs', ['a', 'b']);
    await cloud.until('both to be taken', async () => ((await counts('jobs')).hidden === 2 ? true : undefined));
    await send('jobs', 'c');
    await cloud.until('all to be taken', async () => ((await counts('jobs')).hidden === 3 ? true : undefined));
    cloud.clock.advance(10_000);

    const [event] = await cloud.events(1);
    expect(event && bodies(event)).toEqual(['a', 'b', 'c']);
  });

  it('does not wait for its window when a batch is full', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    await cloud.map({ EventSourceArn: JOBS, BatchSize: 2, MaximumBatchingWindowInSeconds: 300 });
    await sendAll('jobs', ['a', 'b', 'c', 'd']);

    const events = await cloud.events(2);
    expect(events.map(({ Records }) => Records.length)).toEqual([2, 2]);
    expect(events.flatMap(bodies).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps a batch within six megabytes', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer', '', { MemorySize: 512 });
    const { UUID } = await cloud.map({ EventSourceArn: JOBS, Enabled: false });
    for (let index = 0; index < 8; index += 1) await send('jobs', String(index).repeat(1_000_000));
    await cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));

    const deliveries = await cloud.deliveries(2);
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
    await empty('jobs');
  });

  it('leaves messages that the function failed on to be seen again, and in the end to the dead-letter queue', async () => {
    await createQueue('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: ARN('sqs', 'dead'), maxReceiveCount: 2 });
    await createQueue('jobs', { VisibilityTimeout: '30', RedrivePolicy });
    await cloud.createFunction('consumer', "throw new Error('no');");
    await cloud.map({ EventSourceArn: JOBS });
    await send('jobs', 'a');
    await cloud.deliveries(1);
    expect(await counts('jobs')).toEqual({ visible: 0, hidden: 1 });
    cloud.clock.advance(30_000);

    const [first, second] = await cloud.deliveries(2);
    expect(first).toMatchObject({ outcome: 'retrying', attempt: 1, reason: 'no', from: JOBS });
    expect(second).toMatchObject({ outcome: 'retrying', attempt: 2 });
    cloud.clock.advance(30_000);
    await cloud.until('a dead letter', async () => ((await counts('dead')).visible === 1 ? true : undefined));
  });

  it('keeps only the messages that the function names, when it reports batch item failures', async () => {
    await createQueue('jobs', { VisibilityTimeout: '30' });
    await cloud.createFunction(
      'consumer',
      `const failed = records.filter(({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1');
       return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };`,
    );
    await cloud.map({
      EventSourceArn: JOBS,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 5,
      BatchSize: 3,
    });
    await sendAll('jobs', ['good', 'bad', 'fine']);
    await cloud.deliveries(1);
    await cloud.until('two to be deleted', async () => ((await counts('jobs')).hidden === 1 ? true : undefined));
    cloud.clock.advance(30_000);
    await cloud.until('the one to be taken', async () => ((await counts('jobs')).hidden === 1 ? true : undefined));
    cloud.clock.advance(5_000);

    const [, again] = await cloud.events(2);
    expect(again && bodies(again)).toEqual(['bad']);
    await empty('jobs');
  });

  it.each([
    ['null', 'gone'],
    ['{}', 'gone'],
    ['{ batchItemFailures: [] }', 'gone'],
    ["{ batchItemFailures: [{ itemIdentifier: '' }] }", 'kept'],
    ["{ batchItemFailures: [{ identifier: 'x' }] }", 'kept'],
    ["{ batchItemFailures: [{ itemIdentifier: 'somebody else' }] }", 'kept'],
  ])('takes the answer %s for messages that are to be %s', async (answer, fate) => {
    await createQueue('jobs');
    await cloud.createFunction('consumer', `return ${answer};`);
    await cloud.map({ EventSourceArn: JOBS, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await send('jobs', 'a');

    const [delivery] = await cloud.deliveries(1);
    expect(delivery?.outcome).toBe(fate === 'gone' ? 'delivered' : 'retrying');
    if (fate === 'gone') await empty('jobs');
    else expect(await counts('jobs')).toEqual({ visible: 0, hidden: 1 });
  });

  it('hands over only what a filter lets pass, looks into JSON bodies, and deletes the rest', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    const Filters = [
      { Pattern: JSON.stringify({ body: { level: ['ERROR'], code: [{ numeric: ['>', 400] }] } }) },
      { Pattern: JSON.stringify({ body: ['plain'] }) },
    ];
    await cloud.map({ EventSourceArn: JOBS, FilterCriteria: { Filters } });
    await send('jobs', '{"level":"INFO","code":500}');
    await send('jobs', 'other');
    await send('jobs', '{"level":"ERROR","code":500}');
    await send('jobs', 'plain');

    const events = await cloud.events(2);
    expect(events.flatMap(bodies).sort()).toEqual(['plain', '{"level":"ERROR","code":500}']);
    await empty('jobs');
  });

  it('works the messages of a FIFO group one after the other, in their order', async () => {
    await createQueue('jobs.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await cloud.createFunction('consumer');
    await cloud.map({ EventSourceArn: ARN('sqs', 'jobs.fifo'), BatchSize: 1 });
    for (const body of ['1', '2', '3']) await send('jobs.fifo', body, { MessageGroupId: 'g' });

    const events = await cloud.events(3);
    expect(events.flatMap(bodies)).toEqual(['1', '2', '3']);
    expect(events[0]?.Records[0]?.attributes).toMatchObject({
      MessageGroupId: 'g',
      MessageDeduplicationId: expect.any(String),
      SequenceNumber: expect.stringMatching(/^\d+$/),
    });
    await empty('jobs.fifo');
  });

  it('works no more batches at once than its maximum concurrency', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer', 'await new Promise((done) => setTimeout(done, 20));');
    await cloud.map({ EventSourceArn: JOBS, BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    await sendAll('jobs', ['1', '2', '3', '4', '5', '6']);

    await empty('jobs');
    const concurrency = cloud.metrics.filter(({ name }) => name === 'ConcurrentExecutions').map(({ value }) => value);
    expect(Math.max(...concurrency)).toBeLessThanOrEqual(2);
  });

  it('tries a throttled batch again without giving its messages back', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    const reserve = (ReservedConcurrentExecutions: number) =>
      cloud.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'consumer', ReservedConcurrentExecutions }));
    await reserve(0);
    await cloud.map({ EventSourceArn: JOBS });
    await send('jobs', 'a');
    await cloud.until('a throttle', () => cloud.metrics.find(({ name }) => name === 'Throttles'));
    await reserve(1);
    cloud.clock.advance(2_000);

    const [event] = await cloud.events(1);
    expect(event?.Records[0]?.attributes).toMatchObject({ ApproximateReceiveCount: '1' });
  });

  it('acts as the role of the function, and goes on when it may again', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    await cloud.map({ EventSourceArn: JOBS });
    await cloud.allow('sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    cloud.clock.advance(21_000);
    await cloud.until('a refusal', () =>
      cloud.trace.recent().find((record) => record.kind === 'call' && record.error?.code.startsWith('AccessDenied')),
    );
    await send('jobs', 'a');
    expect(await counts('jobs')).toEqual({ visible: 1, hidden: 0 });
    await cloud.allow('sqs:*');
    cloud.clock.advance(60_000);

    await cloud.events(1);
  });

  it('stops when it is disabled, goes on when it is enabled, and ends when it is deleted', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    const { UUID, State } = await cloud.map({ EventSourceArn: JOBS });
    expect(State).toBe('Creating');
    expect((await cloud.mapping(UUID)).State).toBe('Enabled');
    const update = (Enabled: boolean) => cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));

    expect((await update(false)).State).toBe('Disabling');
    expect((await cloud.mapping(UUID)).State).toBe('Disabled');
    await send('jobs', 'a');
    expect(await counts('jobs')).toEqual({ visible: 1, hidden: 0 });
    expect((await update(true)).State).toBe('Enabling');
    await cloud.events(1);
    await empty('jobs');

    const deleted = await cloud.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    expect(deleted.State).toBe('Deleting');
    await expect(cloud.mapping(UUID)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await send('jobs', 'b');
    expect(await counts('jobs')).toEqual({ visible: 1, hidden: 0 });
  });

  it('counts its events when it is configured to', async () => {
    await createQueue('jobs');
    await cloud.createFunction('consumer');
    const { UUID } = await cloud.map({
      EventSourceArn: JOBS,
      MetricsConfig: { Metrics: ['EventCount'] },
      FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] },
    });
    await sendAll('jobs', ['a', 'b']);
    await empty('jobs');

    const sum = (wanted: string) =>
      cloud.metrics
        .filter(({ name, dimensions }) => name === wanted && dimensions.EventSourceMappingUUID === UUID)
        .reduce((total, { value }) => total + value, 0);
    await cloud.until('both deletions to be counted', () => (sum('DeletedEventCount') === 2 ? true : undefined));
    expect([sum('PolledEventCount'), sum('FilteredOutEventCount'), sum('InvokedEventCount')]).toEqual([2, 1, 1]);
  });
});
