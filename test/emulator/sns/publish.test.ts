import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { openPostOffice, type PostOffice, queueArn } from './support/post-office.ts';

const payloadOf = (invocation: InvokeCommandInput | undefined) =>
  Buffer.from(invocation?.Payload as Uint8Array).toString();

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:news';

describe('publishing', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice();
    await office.sns.send(new CreateTopicCommand({ Name: 'news' }));
  });
  afterEach(() => office.close());
  const publish = (input: Partial<PublishCommandInput>) =>
    office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'hello', ...input }));
  const subscribe = (Protocol: string, Endpoint: string, Attributes = {}) =>
    office.sns.send(
      new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
    );

  it('puts the message in its envelope into a queue', async () => {
    const queue = await office.queue('inbox');
    const { SubscriptionArn } = await subscribe('sqs', queueArn('inbox'));
    const { MessageId } = await publish({
      Subject: 'Subject ñ',
      MessageAttributes: {
        price: { DataType: 'Number', StringValue: '99.12' },
        photo: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) },
      },
    });
    await office.delivered(1);
    const [message] = await office.receive(queue);
    expect(JSON.parse(message?.Body ?? '')).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn: TOPIC,
      Subject: 'Subject ñ',
      Message: 'hello',
      Timestamp: '2026-01-01T00:00:00.000Z',
      SignatureVersion: '1',
      Signature: expect.stringMatching(/^[\w+/]{342}==$/),
      SigningCertURL: expect.stringMatching(/^http:.*\/SimpleNotificationService-[0-9a-f]{32}\.pem$/),
      UnsubscribeURL: expect.stringContaining(`?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`),
      MessageAttributes: { price: { Type: 'Number', Value: '99.12' }, photo: { Type: 'Binary', Value: 'AgME' } },
    });
    expect(message?.Body?.split('\n')[1]).toBe('  "Type" : "Notification",');
  });

  it('delivers the bare message with its attributes when delivery is raw', async () => {
    const queue = await office.queue('inbox');
    await subscribe('sqs', queueArn('inbox'), { RawMessageDelivery: 'true' });
    await publish({
      MessageAttributes: {
        price: { DataType: 'Number.float', StringValue: '99.12' },
        photo: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) },
      },
    });
    await office.delivered(1);
    expect(await office.receive(queue)).toMatchObject([
      {
        Body: 'hello',
        MessageAttributes: {
          price: { DataType: 'Number.float', StringValue: '99.12' },
          photo: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) },
        },
      },
    ]);
  });

  it('dead-letters a message with more attributes than raw delivery can carry', async () => {
    const dead = await office.queue('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead') });
    await subscribe('lambda', 'arn:aws:lambda:us-east-1:000000000000:function:f', { RedrivePolicy });
    await subscribe('sqs', queueArn('inbox'), { RawMessageDelivery: 'true' });
    const names = Array.from({ length: 11 }, (_, index) => `a${index}`);
    const MessageAttributes = Object.fromEntries(names.map((name) => [name, { DataType: 'String', StringValue: 'x' }]));
    await publish({ MessageAttributes });
    const tried = await office.delivered(2);
    expect(tried).toContainEqual(
      expect.objectContaining({
        to: queueArn('inbox'),
        outcome: 'dropped',
        reason: 'Raw delivery carries up to 10 message attributes; the message has 11.',
      }),
    );
    expect(await office.receive(dead)).toEqual([]);
  });

  it('invokes functions with the event that they know', async () => {
    const { SubscriptionArn } = await subscribe('lambda', 'arn:aws:lambda:us-east-1:000000000000:function:f');
    const { MessageId } = await publish({});
    await office.delivered(1);
    const [invocation] = office.invocations;
    expect(invocation).toMatchObject({
      FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      InvocationType: 'Event',
    });
    expect(JSON.parse(payloadOf(invocation))).toEqual({
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: SubscriptionArn,
          Sns: {
            Type: 'Notification',
            MessageId,
            TopicArn: TOPIC,
            Subject: null,
            Message: 'hello',
            Timestamp: '2026-01-01T00:00:00.000Z',
            SignatureVersion: '1',
            Signature: expect.any(String),
            SigningCertUrl: expect.any(String),
            UnsubscribeUrl: expect.any(String),
            MessageAttributes: {},
          },
        },
      ],
    });
  });

  it('gives each protocol its own text when the structure is JSON', async () => {
    const queue = await office.queue('inbox');
    await subscribe('sqs', queueArn('inbox'), { RawMessageDelivery: 'true' });
    await subscribe('lambda', 'arn:aws:lambda:us-east-1:000000000000:function:f');
    const texts = { default: 'for all', sqs: 'for queues', lambda: 7 };
    await publish({ MessageStructure: 'json', Message: JSON.stringify(texts) });
    await office.delivered(2);
    expect(await office.receive(queue)).toMatchObject([{ Body: 'for queues' }]);
    expect(payloadOf(office.invocations[0])).toContain('"Message":"for all"');
  });

  it('delivers only what a filter policy lets pass, by attributes or by body', async () => {
    const urgent = await office.queue('urgent');
    const orders = await office.queue('orders');
    const raw = { RawMessageDelivery: 'true' };
    const byAttributes = { priority: ['high'], price: [{ numeric: ['>', 100] }], tags: ['a', { prefix: 'b' }] };
    await subscribe('sqs', queueArn('urgent'), { ...raw, FilterPolicy: JSON.stringify(byAttributes) });
    const byBody = { order: { state: [{ 'anything-but': 'closed' }] } };
    const FilterPolicyScope = 'MessageBody';
    await subscribe('sqs', queueArn('orders'), { ...raw, FilterPolicyScope, FilterPolicy: JSON.stringify(byBody) });
    const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });
    const attributes = (price: string) => ({
      priority: text('high'),
      price: text(price, 'Number'),
      tags: text('["x", "bc"]', 'String.Array'),
    });
    await publish({ Message: '1', MessageAttributes: attributes('100') });
    await publish({ Message: '2', MessageAttributes: attributes('100.5') });
    await publish({ Message: '{"order": {"state": "closed"}}' });
    await publish({ Message: '{"order": {"state": "open"}}' });
    await publish({ Message: '{"order": {}}' });
    await office.delivered(2);
    expect((await office.receive(urgent)).map(({ Body }) => Body)).toEqual(['2']);
    expect((await office.receive(orders)).map(({ Body }) => Body)).toEqual(['{"order": {"state": "open"}}']);
  });

  it("passes the publisher's trace on", async () => {
    const queue = await office.queue('inbox');
    await subscribe('sqs', queueArn('inbox'));
    office.sns.middlewareStack.add(
      (next) => (args) => {
        Object.assign(Reflect.get(args.request as object, 'headers'), { 'x-amzn-trace-id': 'Root=1-5-7;Sampled=1' });
        return next(args);
      },
      { step: 'build' },
    );
    await publish({});
    await office.delivered(1);
    expect((await office.receive(queue))[0]?.Attributes).toMatchObject({ AWSTraceHeader: 'Root=1-5-7;Sampled=1' });
  });

  it.each<[Partial<PublishCommandInput>, string, string]>([
    [{ Message: '' }, 'InvalidParameterException', 'Invalid parameter: Empty message'],
    [{ Subject: '' }, 'InvalidParameterException', 'Invalid parameter: Subject'],
    [{ Subject: 'a\nb' }, 'InvalidParameterException', 'Invalid parameter: Subject'],
    [{ Subject: 'x'.repeat(100) }, 'InvalidParameterException', 'Invalid parameter: Subject'],
    [{ Message: 'x'.repeat(262_145) }, 'InvalidParameterException', 'Invalid parameter: Message too long'],
    [
      {
        Message: 'x'.repeat(262_140),
        MessageAttributes: { a: { DataType: 'String', StringValue: 'x' } },
      },
      'InvalidParameterException',
      'Invalid parameter: Message too long',
    ],
    [{ TopicArn: `${TOPIC}x` }, 'NotFoundException', 'Topic does not exist'],
    [
      { TopicArn: undefined },
      'InvalidParameterException',
      'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter',
    ],
    [
      { MessageStructure: 'json', Message: '{"sqs": "x"}' },
      'InvalidParameterException',
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    [
      { MessageStructure: 'json', Message: 'x' },
      'InvalidParameterException',
      'Invalid parameter: Message Structure - JSON message body failed to parse',
    ],
    [
      { MessageDeduplicationId: 'x' },
      'InvalidParameterException',
      'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    ],
    [
      { MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      'InvalidParameterValueException',
      "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
    [
      { MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
      'InvalidParameterValueException',
      "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      { MessageAttributes: { a: { DataType: 'Binary', StringValue: 'x' } } },
      'InvalidParameterValueException',
      "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
    ],
    [
      { MessageAttributes: { 'a^': { DataType: 'String', StringValue: 'x' } } },
      'InvalidParameterValueException',
      "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
    ],
    [
      { MessageAttributes: { 'a..b': { DataType: 'String', StringValue: 'x' } } },
      'InvalidParameterValueException',
      "Message attribute name can not have successive '.' character.",
    ],
    [
      { MessageAttributes: { a: { DataType: undefined, StringValue: 'x' } } },
      'ValidationError',
      "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' failed to satisfy constraint: Member must not be null",
    ],
    [
      { TopicArn: undefined, PhoneNumber: 'NAA+15551234567' },
      'InvalidParameterException',
      'Invalid parameter: PhoneNumber Reason: NAA+15551234567 is not valid to publish to',
    ],
  ])('refuses what AWS refuses, in its words (%#)', async (input, name, message) => {
    await expect(publish(input)).rejects.toMatchObject({ name, message });
  });

  it('takes batches, and refuses them whole when one message is wrong', async () => {
    const queue = await office.queue('inbox');
    await subscribe('sqs', queueArn('inbox'), { RawMessageDelivery: 'true' });
    const batch = (...PublishBatchRequestEntries: { Id: string; Message: string }[]) =>
      office.sns.send(new PublishBatchCommand({ TopicArn: TOPIC, PublishBatchRequestEntries }));
    const { Successful, Failed } = await batch({ Id: 'a', Message: '1' }, { Id: 'b', Message: '2' });
    expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'b']);
    expect(Failed).toEqual([]);
    await office.delivered(2);
    expect((await office.receive(queue)).map(({ Body }) => Body).sort()).toEqual(['1', '2']);

    await expect(batch()).rejects.toMatchObject({ name: 'EmptyBatchRequestException' });
    await expect(batch({ Id: 'a', Message: '1' }, { Id: 'a', Message: '2' })).rejects.toMatchObject({
      name: 'BatchEntryIdsNotDistinctException',
      message: 'Two or more batch entries in the request have the same Id.',
    });
    await expect(batch({ Id: 'a b', Message: '1' })).rejects.toMatchObject({ name: 'InvalidBatchEntryIdException' });
    await expect(batch({ Id: 'a', Message: '1' }, { Id: 'b', Message: '' })).rejects.toThrow('Empty message');
    const large = 'x'.repeat(200_000);
    await expect(batch({ Id: 'a', Message: large }, { Id: 'b', Message: large })).rejects.toMatchObject({
      name: 'BatchRequestTooLongException',
    });
    const eleven = Array.from({ length: 11 }, (_, index) => ({ Id: `m${index}`, Message: 'x' }));
    await expect(batch(...eleven)).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequestException' });
  });
});
