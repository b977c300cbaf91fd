import {
  AddPermissionCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import type { MetricSink } from '../../../emulator/runtime/metrics.ts';
import { createSqs } from '../../../emulator/services/sqs/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

describe('queues', () => {
  let clock: ManualClock;
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  let sqs: SQSClient;
  let measured: [name: string, value: number][];
  beforeEach(async () => {
    clock = new ManualClock();
    measured = [];
    const metrics: MetricSink = { put: (_namespace, name, _dimensions, value) => void measured.push([name, value]) };
    endpoint = await startEndpoint((ports) => [createSqs({ ...ports, endpoint: () => 'http://127.0.0.1', metrics })], {
      clock,
    });
    sqs = new SQSClient({ ...endpoint.client, useQueueUrlAsEndpoint: false });
  });
  afterEach(async () => {
    sqs.destroy();
    await endpoint.close();
    expect(endpoint.faults).toEqual([]);
  });
  const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  const redrive = (name: string) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(name), maxReceiveCount: 3 }),
  });

  it('let another queue be their dead-letter queue only if that is there, of their type, and allows it', async () => {
    await expect(create('a', redrive('dead'))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining('Dead letter target does not exist.'),
    });
    await create('dead.fifo', { FifoQueue: 'true' });
    await expect(create('a', redrive('dead.fifo'))).rejects.toThrow('must be same type of queue as the source');
    const allow = (policy: object) => ({ RedriveAllowPolicy: JSON.stringify(policy) });
    const dead = await create('dead', allow({ redrivePermission: 'denyAll' }));
    await expect(create('a', redrive('dead'))).rejects.toThrow('does not allow this queue');
    const set = (Attributes: Record<string, string>) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl: dead, Attributes }));
    await set(allow({ redrivePermission: 'byQueue', sourceQueueArns: [arn('a')] }));
    await create('a', redrive('dead'));
    await expect(create('b', redrive('dead'))).rejects.toThrow('does not allow this queue');
    await expect(set(allow({ redrivePermission: 'byQueue' }))).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
  });

  it('know what is for FIFO queues only if they are such', async () => {
    const unknown = (name: string) => ({ name: 'InvalidAttributeName', message: `Unknown Attribute ${name}.` });
    const fifo = await create('f.fifo', { FifoQueue: 'true' });
    const standard = await create('s');
    const set = (QueueUrl: string, Attributes: Record<string, string>) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await set(fifo, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await expect(set(fifo, { FifoQueue: 'false' })).rejects.toThrow('Modifying queue type is not supported.');
    for (const [name, value] of [
      ['FifoQueue', 'false'],
      ['ContentBasedDeduplication', 'false'],
      ['DeduplicationScope', 'queue'],
      ['FifoThroughputLimit', 'perQueue'],
    ] as const) {
      await expect(set(standard, { [name]: value })).rejects.toMatchObject(unknown(name));
      await expect(create('t', { [name]: value })).rejects.toMatchObject(unknown(name));
    }
  });

  it('get and lose statements of their policy', async () => {
    const QueueUrl = await create('a');
    const add = (Actions: string[]) =>
      sqs.send(new AddPermissionCommand({ QueueUrl, Label: 'partner', AWSAccountIds: ['111111111111'], Actions }));
    await expect(add(['CreateQueue'])).rejects.toThrow('Value SQS:CreateQueue for parameter ActionName is invalid.');
    await add(['SendMessage']);
    const policy = async () => {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
      return Attributes?.Policy;
    };
    expect(JSON.parse((await policy()) ?? '')).toEqual({
      Version: '2012-10-17',
      Id: `${arn('a')}/SQSDefaultPolicy`,
      Statement: [
        {
          Sid: 'partner',
          Effect: 'Allow',
          Principal: { AWS: ['arn:aws:iam::111111111111:root'] },
          Action: ['SQS:SendMessage'],
          Resource: arn('a'),
        },
      ],
    });
    await expect(add(['SendMessage'])).rejects.toThrow(
      'Value partner for parameter Label is invalid. Reason: Already exists.',
    );
    await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'partner' }));
    expect(await policy()).toBeUndefined();
    await expect(sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'partner' }))).rejects.toThrow(
      "can't find label",
    );
  });

  it('are measured: what happens to messages, and every minute how many there are', async () => {
    const QueueUrl = await create('a');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 100 }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    clock.advance(60_000);
    expect(measured).toEqual([
      ['NumberOfMessagesSent', 1],
      ['SentMessageSize', 5],
      ['NumberOfMessagesReceived', 1],
      ['NumberOfEmptyReceives', 1],
      ['ApproximateNumberOfMessagesVisible', 0],
      ['ApproximateNumberOfMessagesNotVisible', 1],
      ['ApproximateNumberOfMessagesDelayed', 0],
      ['ApproximateAgeOfOldestMessage', 60],
    ]);
  });

  it('delete a message by the handle of its last receipt alone', async () => {
    const QueueUrl = await create('s', { VisibilityTimeout: '0' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.ReceiptHandle;
    const [first, second] = [await receive(), await receive()];
    expect(second).not.toBe(first);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first }));
    const third = await receive();
    expect(third).toBeDefined();
    for (let again = 0; again < 2; again++) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third }));
      expect(await receive()).toBeUndefined();
    }
  });

  it('refuse a handle of a FIFO queue when the message is visible again', async () => {
    const QueueUrl = await create('f.fifo', { FifoQueue: 'true', VisibilityTimeout: '30' });
    await sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: '1' }),
    );
    const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.ReceiptHandle;
    const expired = await receive();
    clock.advance(31_000);
    const refused = {
      name: 'InvalidParameterValue',
      message: `Value ${expired} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    };
    const drop = (ReceiptHandle: string | undefined) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    const hold = (ReceiptHandle: string | undefined) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 5 }));
    await expect(drop(expired)).rejects.toMatchObject(refused);
    await expect(hold(expired)).rejects.toMatchObject(refused);
    const held = await receive();
    await expect(drop(expired)).rejects.toMatchObject(refused);
    await hold(held);
    await drop(held);
    await drop(held);
  });

  it('hold back a group of a FIFO queue while a consumer has a message of it, and for nothing else', async () => {
    const QueueUrl = await create('a.fifo', {
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
      DelaySeconds: '10',
    });
    const send = (MessageBody: string, MessageGroupId: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId }));
    const receive = async (MaxNumberOfMessages = 10) =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages }))).Messages?.map(({ Body }) => Body);
    await send('1', 'g');
    clock.advance(5_000);
    await send('2', 'g');
    clock.advance(5_000);
    // The second one is still delayed.
    expect(await receive()).toEqual(['1']);
    clock.advance(5_000);
    expect(await receive()).toBeUndefined();
    clock.advance(25_000);
    expect(await receive()).toEqual(['1', '2']);
  });

  it('keep each group in order through deletions, dead letters and many groups', async () => {
    await create('dead.fifo', { FifoQueue: 'true' });
    const QueueUrl = await create('a.fifo', {
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead.fifo'), maxReceiveCount: 2 }),
    });
    const dead = QueueUrl.replace('a.fifo', 'dead.fifo');
    const receive = async (url = QueueUrl, MaxNumberOfMessages = 10) =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages }))).Messages ?? [];
    for (const [MessageGroupId, MessageBody] of ['x1', 'y1', 'x2', 'y2', 'x3', 'z1'].map((body) => [body[0], body])) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId }));
    }
    const [first] = await receive(QueueUrl, 1);
    expect(first?.Body).toBe('x1');
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    // The group with the oldest message comes first, and whole.
    expect((await receive()).map(({ Body }) => Body)).toEqual(['y1', 'y2', 'x2', 'x3', 'z1']);
    clock.advance(30_000);
    expect((await receive(QueueUrl, 1)).map(({ Body }) => Body)).toEqual(['y1']);
    clock.advance(30_000);
    // y1 was received twice: it moves, and the rest of its group goes on.
    expect((await receive()).map(({ Body }) => Body)).toEqual(['x2', 'x3', 'y2', 'z1']);
    expect((await receive(dead)).map(({ Body }) => Body)).toEqual(['y1']);
  });

  it('pass on the trace that their sender is part of', async () => {
    const QueueUrl = await create('a');
    sqs.middlewareStack.add(
      (next) => (args) => {
        Object.assign(Reflect.get(args.request as object, 'headers'), { 'x-amzn-trace-id': 'Root=1-2-3' });
        return next(args);
      },
      { step: 'build' },
    );
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const input = { QueueUrl, MessageSystemAttributeNames: ['AWSTraceHeader' as const] };
    const { Messages } = await sqs.send(new ReceiveMessageCommand(input));
    expect(Messages?.[0]?.Attributes).toEqual({ AWSTraceHeader: 'Root=1-2-3' });
    const MessageSystemAttributes = { Other: { DataType: 'String', StringValue: 'x' } } as object;
    await expect(
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageSystemAttributes })),
    ).rejects.toThrow('The only supported message system attribute is AWSTraceHeader.');
  });
});

describe('the query protocol of older clients', () => {
  it('does the same', async () => {
    const endpoint = await startEndpoint((ports) => [createSqs(ports)]);
    const authorization =
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';
    const post = async (path: string, parameters: Record<string, string>) => {
      const answer = await fetch(`${endpoint.endpoint}${path}`, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ Version: '2012-11-05', ...parameters }),
      });
      return { status: answer.status, text: await answer.text() };
    };
    const created = await post('/', {
      Action: 'CreateQueue',
      QueueName: 'a',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '5',
    });
    expect(created.text).toContain(
      `<CreateQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><CreateQueueResult><QueueUrl>${endpoint.endpoint}/000000000000/a</QueueUrl></CreateQueueResult>`,
    );
    const sent = await post('/000000000000/a', {
      Action: 'SendMessage',
      MessageBody: 'a & b',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'x',
    });
    expect(sent.text).toMatch(/<MD5OfMessageBody>[0-9a-f]{32}<\/MD5OfMessageBody>/);
    const received = await post('/000000000000/a', {
      Action: 'ReceiveMessage',
      'AttributeName.1': 'All',
      'MessageAttributeName.1': 'All',
    });
    expect(received.text).toContain('<Body>a &amp; b</Body>');
    expect(received.text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
    expect(received.text).toContain('<MessageAttribute><Name>kind</Name><Value><DataType>String</DataType>');
    const attributes = await post('/', {
      Action: 'GetQueueAttributes',
      QueueUrl: `${endpoint.endpoint}/000000000000/a`,
      'AttributeName.1': 'VisibilityTimeout',
    });
    expect(attributes.text).toContain('<Attribute><Name>VisibilityTimeout</Name><Value>5</Value></Attribute>');
    const missing = await post('/', { Action: 'GetQueueUrl', QueueName: 'none' });
    expect(missing).toMatchObject({
      status: 400,
      text: expect.stringContaining('<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>'),
    });
    const batch = await post('/000000000000/a', {
      Action: 'SendMessageBatch',
      'SendMessageBatchRequestEntry.1.Id': '1',
      'SendMessageBatchRequestEntry.1.MessageBody': 'x',
    });
    expect(batch.text).toContain('<SendMessageBatchResultEntry><Id>1</Id>');
    await endpoint.close();
  });
});
