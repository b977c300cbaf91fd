import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createSqs } from '../../../emulator/services/sqs/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

type Attributes = Partial<Record<QueueAttributeName, string>>;

describe('SQS through the SDK', () => {
  let clock: ManualClock;
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  let sqs: SQSClient;

  beforeEach(async () => {
    clock = new ManualClock();
    endpoint = await startEndpoint((ports) => [createSqs({ ...ports, endpoint: () => 'http://127.0.0.1' })], { clock });
    // Queue URLs name the endpoint without its port here, so the client must not follow them.
    sqs = new SQSClient({ ...endpoint.client, useQueueUrlAsEndpoint: false });
  });

  afterEach(async () => {
    sqs.destroy();
    await endpoint.close();
    expect(endpoint.faults).toEqual([]);
  });

  const create = async (QueueName: string, attributes: Attributes = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes: attributes }))).QueueUrl ?? '';
  const receive = async (QueueUrl: string, options = {}) =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], ...options })))
      .Messages ?? [];

  it('hands a message to one consumer until its visibility time-out', async () => {
    const QueueUrl = await create('jobs', { VisibilityTimeout: '30' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hola ñ' }));
    const [first] = await receive(QueueUrl);
    expect(first).toMatchObject({ Body: 'hola ñ', Attributes: { ApproximateReceiveCount: '1' } });
    expect(await receive(QueueUrl)).toEqual([]);
    clock.advance(30_000);
    const [second] = await receive(QueueUrl);
    expect(second).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
    clock.advance(60_000);
    expect(await receive(QueueUrl)).toEqual([]);
  });

  it('moves a message that was received too often to the dead-letter queue, saying where it came from', async () => {
    const dead = await create('dead');
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const QueueUrl = await create('jobs', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    });
    const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
    for (let round = 0; round < 2; round += 1) {
      expect(await receive(QueueUrl, { VisibilityTimeout: 1 })).toHaveLength(1);
      clock.advance(1_000);
    }
    expect(await receive(QueueUrl)).toEqual([]);
    expect(await receive(dead)).toMatchObject([
      {
        MessageId,
        Body: 'poison',
        Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:jobs' },
      },
    ]);
  });

  it('answers a long poll as soon as a message arrives', async () => {
    const QueueUrl = await create('jobs');
    const polled = receive(QueueUrl, { WaitTimeSeconds: 20 });
    // The poll is under way once the endpoint has seen the call that makes it.
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'late' }));
    expect(await polled).toMatchObject([{ Body: 'late' }]);
  });

  it('keeps a delayed message back for its delay', async () => {
    const QueueUrl = await create('jobs');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 10 }));
    expect(await receive(QueueUrl)).toEqual([]);
    clock.advance(10_000);
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  it('gives a message back at once when its visibility is set to 0', async () => {
    const QueueUrl = await create('jobs');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const [message] = await receive(QueueUrl);
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  it('answers each entry of a batch for itself', async () => {
    const QueueUrl = await create('jobs', { MaximumMessageSize: '1024' });
    const { Successful, Failed } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', MessageBody: 'small', MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } } },
          { Id: 'b', MessageBody: 'x'.repeat(1_025) },
        ],
      }),
    );
    expect(Successful).toMatchObject([{ Id: 'a' }]);
    expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameterValue', SenderFault: true }]);
    const [message] = await receive(QueueUrl, { MessageAttributeNames: ['ki.*'] });
    expect(message).toMatchObject({ Body: 'small', MessageAttributes: { kind: { StringValue: 'test' } } });
  });

  it('keeps the order within a group of a FIFO queue and takes a deduplication id once', async () => {
    const QueueUrl = await create('jobs.fifo', { FifoQueue: 'true' });
    const send = (MessageBody: string, MessageGroupId: string, MessageDeduplicationId: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId }));
    const first = await send('1', 'a', 'x');
    const again = await send('1', 'a', 'x');
    expect(again.MessageId).toBe(first.MessageId);
    await send('2', 'a', 'y');
    await send('3', 'b', 'z');
    const [one] = await receive(QueueUrl);
    expect(one?.Body).toBe('1');
    const others = await receive(QueueUrl, { MaxNumberOfMessages: 10 });
    expect(others.map(({ Body }) => Body)).toEqual(['3']);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: one?.ReceiptHandle }));
    expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['2']);
  });

  it('answers with the error codes of SQS', async () => {
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
    const QueueUrl = await create('jobs', { VisibilityTimeout: '30' });
    await expect(create('jobs', { VisibilityTimeout: '31' })).rejects.toMatchObject({ name: 'QueueNameExists' });
    await expect(create('a b')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(create('c', { DelaySeconds: '901' })).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
    await expect(sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'made up' }))).rejects.toMatchObject({
      name: 'ReceiptHandleIsInvalid',
    });
    await expect(receive(QueueUrl, { MaxNumberOfMessages: 11 })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a\u0000b' }))).rejects.toMatchObject({
      name: 'InvalidMessageContents',
    });
  });

  it('counts what is waiting, in flight and delayed', async () => {
    const QueueUrl = await create('jobs');
    for (const DelaySeconds of [0, 0, 5])
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds }));
    await receive(QueueUrl);
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      VisibilityTimeout: '30',
    });
  });

  it('refuses what a policy denies with the code of its JSON protocol, and the one of old in a header', async () => {
    const Statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    endpoint.roles.create({ name: 'idle', trustPolicy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    const idle = endpoint.identities.assumeForService(
      'arn:aws:iam::000000000000:role/idle',
      'lambda.amazonaws.com',
      'f',
    );
    const { accessKeyId } = endpoint.identities.issueCredentials(idle);
    const QueueUrl = await create('closed');
    const request = (headers: Record<string, string>, body: string) =>
      fetch(endpoint.client.endpoint, {
        method: 'POST',
        headers: {
          ...headers,
          authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/sqs/aws4_request`,
        },
        body,
      });

    const answer = await request(
      { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
      JSON.stringify({ QueueUrl, MessageBody: 'x' }),
    );
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-query-error')).toBe('AccessDenied;Sender');
    expect(await answer.json()).toMatchObject({ __type: expect.stringMatching(/AccessDeniedException$/) });

    const query = new URLSearchParams({ Action: 'SendMessage', Version: '2012-11-05', QueueUrl, MessageBody: 'x' });
    const old = await request({ 'content-type': 'application/x-www-form-urlencoded' }, String(query));
    expect([old.status, await old.text()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  });
});
