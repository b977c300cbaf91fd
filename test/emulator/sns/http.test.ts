import { createPublicKey, createVerify, X509Certificate } from 'node:crypto';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { openPostOffice, type PostOffice, queueArn } from './support/post-office.ts';
import { openWebHook } from './support/web-hook.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:news';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
async function verifies(body: string, digest: string): Promise<boolean> {
  const message: Record<string, string> = JSON.parse(body);
  const names =
    message.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.flatMap((name) => (name in message ? [`${name}\n${message[name]}\n`] : [])).join('');
  const answer = await fetch(message.SigningCertURL ?? '');
  const certificate = new X509Certificate(await answer.text());
  expect(certificate.subject).toContain('CN=sns.amazonaws.com');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  const key = createPublicKey(certificate.toString());
  return createVerify(digest)
    .update(text)
    .verify(key, message.Signature ?? '', 'base64');
}

describe('HTTP subscribers', () => {
  let office: PostOffice;
  let hook: Awaited<ReturnType<typeof openWebHook>>;
  beforeEach(async () => {
    office = await openPostOffice();
    hook = await openWebHook();
    await office.sns.send(new CreateTopicCommand({ Name: 'news' }));
  });
  afterEach(async () => {
    await office.close();
    await hook.close();
  });

  const subscribe = async (Attributes = {}, Endpoint = hook.url) => {
    const input = { TopicArn: TOPIC, Protocol: 'http', Endpoint, Attributes, ReturnSubscriptionArn: true };
    return (await office.sns.send(new SubscribeCommand(input))).SubscriptionArn ?? '';
  };
  const confirmed = async (Attributes = {}) => {
    const SubscriptionArn = await subscribe(Attributes);
    await office.delivered(1);
    const { SubscribeURL } = JSON.parse(hook.posted[0]?.body ?? '');
    expect((await fetch(SubscribeURL)).status).toBe(200);
    return SubscriptionArn;
  };
  const publish = (Message = 'hello') => office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message }));
  const attributes = async (SubscriptionArn: string) =>
    (await office.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};

  it('are asked to confirm before they get anything', async () => {
    const { SubscriptionArn } = await office.sns.send(
      new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'http', Endpoint: hook.url }),
    );
    expect(SubscriptionArn).toBe('pending confirmation');
    await office.delivered(1);
    const [asked] = hook.posted;
    expect(asked?.headers).toMatchObject({
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-topic-arn': TOPIC,
    });
    const letter = JSON.parse(asked?.body ?? '');
    expect(letter).toMatchObject({
      Type: 'SubscriptionConfirmation',
      MessageId: asked?.headers['x-amz-sns-message-id'],
      TopicArn: TOPIC,
      SubscribeURL: expect.stringContaining(`?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=${letter.Token}`),
    });
    expect(await verifies(asked?.body ?? '', 'sha1')).toBe(true);
    const { Subscriptions } = await office.sns.send(new ListSubscriptionsCommand({}));
    expect(Subscriptions).toMatchObject([{ SubscriptionArn: 'PendingConfirmation', Endpoint: hook.url }]);
    await publish();

    const answer = await fetch(letter.SubscribeURL);
    expect(answer.headers.get('content-type')).toBe('text/xml');
    const [, arn = ''] = /<SubscriptionArn>(.*)<\/SubscriptionArn>/.exec(await answer.text()) ?? [];
    expect(await attributes(arn)).toMatchObject({
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'false',
    });
    expect(hook.posted).toHaveLength(1);
  });

  it('may confirm with the API, by a token that is the right one', async () => {
    const arn = await subscribe();
    await office.delivered(1);
    const { Token } = JSON.parse(hook.posted[0]?.body ?? '');
    const confirm = (token: string) =>
      office.sns.send(new ConfirmSubscriptionCommand({ TopicArn: TOPIC, Token: token }));
    await expect(confirm('x')).rejects.toMatchObject({ message: 'Invalid parameter: Token' });
    await expect(confirm('0'.repeat(128))).rejects.toMatchObject({ message: 'Invalid token' });
    expect((await confirm(Token)).SubscriptionArn).toBe(arn);
    expect((await confirm(Token)).SubscriptionArn).toBe(arn);
    expect(await attributes(arn)).toMatchObject({ ConfirmationWasAuthenticated: 'true' });
  });

  it('forget what nobody confirms within two days', async () => {
    await subscribe();
    await office.delivered(1);
    office.clock.advance(2 * 24 * 3_600_000 + 3_600_000);
    const { Subscriptions } = await office.sns.send(new ListSubscriptionsCommand({}));
    expect(Subscriptions).toEqual([]);
  });

  it('get signed messages', async () => {
    const arn = await confirmed();
    const { MessageId } = await publish();
    await office.delivered(1);
    const message = hook.posted[1];
    expect(message?.headers).toMatchObject({
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': MessageId,
      'x-amz-sns-subscription-arn': arn,
    });
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ Message: 'hello', SignatureVersion: '1' });
    expect(await verifies(message?.body ?? '', 'sha1')).toBe(true);

    await office.sns.send(
      new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName: 'SignatureVersion', AttributeValue: '2' }),
    );
    await publish();
    await office.delivered(1);
    expect(await verifies(hook.posted[2]?.body ?? '', 'sha256')).toBe(true);
  });

  it('get raw messages with the content type of their delivery policy', async () => {
    const DeliveryPolicy = JSON.stringify({ requestPolicy: { headerContentType: 'text/csv' } });
    const arn = await confirmed({ RawMessageDelivery: 'true', DeliveryPolicy });
    await publish('a,b');
    await office.delivered(1);
    expect(hook.posted[1]).toMatchObject({
      headers: { 'content-type': 'text/csv', 'x-amz-sns-rawdelivery': 'true' },
      body: 'a,b',
    });
    expect(JSON.parse((await attributes(arn)).EffectiveDeliveryPolicy ?? '')).toMatchObject({
      healthyRetryPolicy: { numRetries: 3, minDelayTarget: 20 },
      requestPolicy: { headerContentType: 'text/csv' },
      throttlePolicy: null,
      guaranteed: false,
    });
  });

  it('are tried again three times, 20 seconds apart, and then given up into the dead-letter queue', async () => {
    const dead = await office.queue('dead');
    await confirmed({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }) });
    hook.statuses.push(500, 429, 503, 500);
    await publish();
    expect(await office.delivered(1)).toMatchObject([{ outcome: 'retrying', reason: expect.stringContaining('500') }]);
    expect(await office.delivered(1, 22_000)).toMatchObject([{ outcome: 'retrying', attempt: 2 }]);
    expect(await office.delivered(1, 22_000)).toMatchObject([{ outcome: 'retrying', attempt: 3 }]);
    expect(await office.delivered(1, 22_000)).toMatchObject([{ outcome: 'dead-lettered', attempt: 4 }]);
    const [message] = await office.receive(dead);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({ Type: 'Notification', Message: 'hello' });
  });

  it('are not tried again when they refuse the message', async () => {
    await confirmed();
    hook.statuses.push(403);
    await publish();
    expect(await office.delivered(1)).toMatchObject([{ outcome: 'dropped', reason: expect.stringContaining('403') }]);
  });

  it('hold up nobody else when they never answer', async () => {
    const queue = await office.queue('inbox');
    await confirmed();
    await office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: queueArn('inbox') }));
    hook.statuses.push(0);
    await publish();
    expect(await office.delivered(1)).toMatchObject([{ to: queueArn('inbox'), outcome: 'delivered' }]);
    expect(await office.receive(queue)).toHaveLength(1);
    await hook.received(2);
    expect(await office.delivered(1, 15_000)).toMatchObject([
      { outcome: 'retrying', reason: expect.stringContaining('no answer within 15 seconds') },
    ]);
  });

  it('get no more in a second than their policy allows', async () => {
    const DeliveryPolicy = JSON.stringify({ throttlePolicy: { maxReceivesPerSecond: 1 } });
    await confirmed({ DeliveryPolicy });
    await publish('1');
    await publish('2');
    await office.delivered(1);
    expect(hook.posted).toHaveLength(2);
    await office.delivered(1, 1_000);
    expect(hook.posted).toHaveLength(3);
  });

  it('are told when a subscription ends, and can take it back', async () => {
    const SubscriptionArn = await confirmed();
    await office.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    await office.delivered(1);
    const goodbye = hook.posted[1];
    expect(goodbye?.headers).toMatchObject({ 'x-amz-sns-message-type': 'UnsubscribeConfirmation' });
    await fetch(JSON.parse(goodbye?.body ?? '').SubscribeURL);
    expect(await attributes(SubscriptionArn)).toMatchObject({ PendingConfirmation: 'false' });

    const { UnsubscribeURL } = await message();
    expect((await fetch(UnsubscribeURL)).status).toBe(200);
    await expect(attributes(SubscriptionArn)).rejects.toThrow('Subscription does not exist');
    await office.delivered(1);
  });

  async function message(): Promise<{ UnsubscribeURL: string }> {
    await publish();
    await office.delivered(1);
    return JSON.parse(hook.posted.at(-1)?.body ?? '');
  }

  it('elsewhere than on this machine are not called', async () => {
    await subscribe({}, 'http://example.com/hook');
    expect(await office.delivered(1)).toMatchObject([
      { outcome: 'dropped', reason: expect.stringContaining('example.com is not on this machine') },
    ]);
    await subscribe({}, 'http://127.example.com/hook');
    expect(await office.delivered(1)).toMatchObject([{ outcome: 'dropped' }]);
  });

  it('answer links in the way of the API when they lead nowhere', async () => {
    const base = `${office.endpoint}/_telar/sns/`;
    const wrong = await fetch(`${base}?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=x`);
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('<Code>InvalidParameter</Code><Message>Invalid parameter: Token</Message>');
    expect((await fetch(`${base}?Action=DeleteTopic&TopicArn=${TOPIC}`)).status).toBe(400);
    expect((await fetch(`${base}SimpleNotificationService-0.pem`)).status).toBe(404);
  });

  it('keep their retry policy within the limits', async () => {
    const SubscriptionArn = await subscribe();
    await office.delivered(1);
    const set = (healthyRetryPolicy: object) =>
      office.sns.send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn,
          AttributeName: 'DeliveryPolicy',
          AttributeValue: JSON.stringify({ healthyRetryPolicy }),
        }),
      );
    await expect(set({ numRetries: 2, numNoDelayRetries: 3 })).rejects.toThrow('numRetries must be at least the sum');
    await expect(set({ minDelayTarget: 30 })).rejects.toThrow('maxDelayTarget must be at least minDelayTarget');
    await expect(set({ numRetries: 100, minDelayTarget: 60, maxDelayTarget: 60 })).rejects.toThrow('3600 seconds');
    await set({ numRetries: 5, backoffFunction: 'exponential' });
  });
});
