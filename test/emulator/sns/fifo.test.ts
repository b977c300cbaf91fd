import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { openPostOffice, type PostOffice, queueArn } from './support/post-office.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:orders.fifo';

describe('FIFO topics', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice();
  });
  afterEach(() => office.close());
  const create = (attributes = {}) =>
    office.sns.send(new CreateTopicCommand({ Name: 'orders.fifo', Attributes: { FifoTopic: 'true', ...attributes } }));
  const publish = (Message: string, input: Partial<PublishCommandInput> = {}) =>
    office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message, MessageGroupId: 'g', ...input }));
  const subscribe = (queue: string, Attributes = {}) =>
    office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: queueArn(queue), Attributes }));

  it('deliver to FIFO queues in order, with group, deduplication id and sequence number', async () => {
    await create({ ContentBasedDeduplication: 'true' });
    const queue = await office.queue('inbox.fifo');
    await subscribe('inbox.fifo');
    const { SequenceNumber } = await publish('Test');
    for (const text of ['2', '3']) await publish(text);
    await office.delivered(3);
    const messages = await office.receive(queue);
    expect(messages.map(({ Body }) => JSON.parse(Body ?? '').Message)).toEqual(['Test', '2', '3']);
    expect(messages[0]?.Attributes).toMatchObject({
      MessageGroupId: 'g',
      // The SHA-256 of the body.
      MessageDeduplicationId: '532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25',
    });
    const body = JSON.parse(messages[0]?.Body ?? '');
    expect(Object.keys(body)).toEqual([
      'Type',
      'MessageId',
      'SequenceNumber',
      'TopicArn',
      'Message',
      'Timestamp',
      'UnsubscribeURL',
    ]);
    expect(body.SequenceNumber).toBe(SequenceNumber);
    expect(SequenceNumber).toMatch(/^1\d{19}$/);
  });

  it('take a message once in five minutes', async () => {
    await create();
    const queue = await office.queue('inbox.fifo');
    await subscribe('inbox.fifo', { RawMessageDelivery: 'true' });
    const first = await publish('a', { MessageDeduplicationId: 'x' });
    const again = await publish('b', { MessageDeduplicationId: 'x' });
    expect(again.MessageId).toBe(first.MessageId);
    expect(again.SequenceNumber).toBe(first.SequenceNumber);
    await office.delivered(1);
    expect(await office.receive(queue)).toHaveLength(1);
    office.clock.advance(5 * 60_000);
    expect((await publish('c', { MessageDeduplicationId: 'x' })).MessageId).not.toBe(first.MessageId);
    await office.delivered(1);
  });

  it('hold back the rest of a group while its first message is tried again, and no other group', async () => {
    await create();
    const queue = await office.queue('inbox.fifo');
    await subscribe('inbox.fifo', { RawMessageDelivery: 'true' });
    const send = (text: string, group: string) =>
      publish(text, { MessageGroupId: group, MessageDeduplicationId: text });
    const locked = office.door.call.bind(office.door);
    let down = true;
    office.door.call = ((call, input) => {
      const text: unknown = Reflect.get(input as object, 'MessageGroupId');
      if (down && call.operation === 'SendMessage' && text === 'a') return Promise.reject(new Error('down'));
      return locked(call, input);
    }) as typeof locked;
    await send('a1', 'a');
    await send('a2', 'a');
    await send('b1', 'b');
    const tried = await office.delivered(5);
    expect(tried.map(({ outcome }) => outcome).sort()).toEqual(['delivered', ...Array(4).fill('retrying')]);
    expect((await office.receive(queue)).map(({ Body }) => Body)).toEqual(['b1']);
    down = false;
    await office.delivered(2, 2_000);
    expect((await office.receive(queue)).map(({ Body }) => Body)).toEqual(['a1', 'a2']);
  });

  it('deliver to standard queues without a group', async () => {
    await create();
    const queue = await office.queue('inbox');
    await subscribe('inbox', { RawMessageDelivery: 'true' });
    await publish('a', { MessageDeduplicationId: 'x' });
    await office.delivered(1);
    const [message] = await office.receive(queue);
    expect(message?.Body).toBe('a');
    expect(Object.keys(message?.Attributes ?? {})).not.toContain('MessageGroupId');
  });

  it('dead-letter into FIFO queues', async () => {
    await create();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead.fifo') });
    await expect(
      subscribe('inbox.fifo', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }) }),
    ).rejects.toThrow('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
    const dead = await office.queue('dead.fifo');
    await subscribe('inbox.fifo', { RedrivePolicy });
    await publish('a', { MessageDeduplicationId: 'x' });
    const [tried] = await office.delivered(1);
    expect(tried).toMatchObject({ outcome: 'dead-lettered' });
    const [message] = await office.receive(dead);
    expect(message?.Attributes).toMatchObject({ MessageGroupId: 'g', MessageDeduplicationId: 'x' });
  });

  it('say what they need', async () => {
    await create();
    await expect(publish('a')).rejects.toThrow(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
    await expect(publish('a', { MessageGroupId: undefined })).rejects.toMatchObject({
      message: 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
    });
    const PublishBatchRequestEntries = [{ Id: '1', Message: 'a' }];
    await expect(
      office.sns.send(new PublishBatchCommand({ TopicArn: TOPIC, PublishBatchRequestEntries })),
    ).rejects.toThrow('The MessageGroupId parameter is required for FIFO topics');
    await expect(
      office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'email', Endpoint: 'a@b.c' })),
    ).rejects.toThrow('Please use FIFO SQS queue');
  });
});
