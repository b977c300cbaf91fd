import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  RemovePermissionCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { openPostOffice, type PostOffice, queueArn } from './support/post-office.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:news';

describe('topics', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice();
  });
  afterEach(() => office.close());
  const create = (Name: string, Attributes = {}, Tags: { Key: string; Value: string }[] = []) =>
    office.sns.send(new CreateTopicCommand({ Name, Attributes, Tags }));
  const attributes = async (TopicArn: string) =>
    (await office.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

  it('are made once, however often the same is asked for', async () => {
    expect((await create('news')).TopicArn).toBe(TOPIC);
    expect((await create('news', { FifoTopic: 'false' })).TopicArn).toBe(TOPIC);
    await expect(create('news', { DisplayName: 'News' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    });
    await expect(create('news', {}, [{ Key: 'k', Value: 'v' }])).rejects.toMatchObject({
      message: 'Invalid parameter: Tags Reason: Topic already exists with different tags',
    });
    await expect(create('a b')).rejects.toMatchObject({ message: 'Invalid parameter: Topic Name' });
    await expect(create('news.fifo')).rejects.toMatchObject({ message: 'Invalid parameter: Topic Name' });
    await expect(create('x', { FifoTopic: 'true' })).rejects.toThrow('Fifo Topic names must end with .fifo');
  });

  it('show the attributes that AWS shows', async () => {
    await create('news', { DisplayName: 'News' });
    const shown = await attributes(TOPIC);
    expect(shown).toMatchObject({
      DisplayName: 'News',
      Owner: '000000000000',
      TopicArn: TOPIC,
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
    });
    expect(JSON.parse(shown.Policy ?? '')).toMatchObject({
      Id: '__default_policy_ID',
      Statement: [{ Resource: TOPIC }],
    });
    expect(JSON.parse(shown.EffectiveDeliveryPolicy ?? '')).toEqual({
      http: {
        defaultHealthyRetryPolicy: {
          minDelayTarget: 20,
          maxDelayTarget: 20,
          numRetries: 3,
          numMaxDelayRetries: 0,
          numNoDelayRetries: 0,
          numMinDelayRetries: 0,
          backoffFunction: 'linear',
        },
        disableSubscriptionOverrides: false,
        defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
      },
    });
    expect(Object.keys(shown)).not.toContain('FifoTopic');
  });

  it('refuse attributes that are unknown or wrong, and forget those that are emptied', async () => {
    await create('news');
    const set = (AttributeName: string, AttributeValue: string) =>
      office.sns.send(new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName, AttributeValue }));
    await expect(set('FifoTopic', 'false')).rejects.toMatchObject({ message: 'Invalid parameter: AttributeName' });
    await expect(set('ContentBasedDeduplication', 'true')).rejects.toThrow('AttributeName');
    await expect(set('SignatureVersion', '3')).rejects.toThrow('SignatureVersion: Invalid value [3]');
    await expect(set('Policy', '{"Statement": 1}')).rejects.toThrow('Invalid parameter: Policy Error: ');
    await expect(set('DeliveryPolicy', '{"http": {"retries": 3}}')).rejects.toThrow('DeliveryPolicy: http: ');
    await expect(set('ArchivePolicy', '{}')).rejects.toMatchObject({ name: 'NotImplemented' });
    await set('DisplayName', 'News');
    await set('DeliveryPolicy', '{"http": {"defaultHealthyRetryPolicy": {"numRetries": 1}}}');
    expect(JSON.parse((await attributes(TOPIC)).EffectiveDeliveryPolicy ?? '')).toMatchObject({
      http: { defaultHealthyRetryPolicy: { numRetries: 1, minDelayTarget: 20 } },
    });
    await set('DeliveryPolicy', '');
    expect(Object.keys(await attributes(TOPIC))).not.toContain('DeliveryPolicy');
  });

  it('are named when they are not there', async () => {
    await expect(attributes(TOPIC)).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(attributes('news')).rejects.toMatchObject({
      message: 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
    });
    await expect(attributes(TOPIC.replace('us-east-1', 'eu-west-1'))).rejects.toMatchObject({
      message: 'Invalid parameter: TopicArn',
    });
    await expect(office.sns.send(new DeleteTopicCommand({ TopicArn: TOPIC }))).resolves.toBeDefined();
  });

  it('are listed in pages of 100', async () => {
    for (let number = 0; number < 101; number += 1) await create(`topic-${number}`);
    const first = await office.sns.send(new ListTopicsCommand({}));
    expect(first.Topics).toHaveLength(100);
    const second = await office.sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    expect(second.Topics).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
  });

  it('carry tags', async () => {
    await create('news', {}, [{ Key: 'a', Value: '1' }]);
    await office.sns.send(new TagResourceCommand({ ResourceArn: TOPIC, Tags: [{ Key: 'b', Value: '2' }] }));
    await office.sns.send(new UntagResourceCommand({ ResourceArn: TOPIC, TagKeys: ['a'] }));
    const { Tags } = await office.sns.send(new ListTagsForResourceCommand({ ResourceArn: TOPIC }));
    expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
    const double = [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ];
    await expect(office.sns.send(new TagResourceCommand({ ResourceArn: TOPIC, Tags: double }))).rejects.toThrow(
      'Duplicated keys are not allowed.',
    );
    await expect(office.sns.send(new ListTagsForResourceCommand({ ResourceArn: `${TOPIC}x` }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('get and lose statements of their policy', async () => {
    await create('news');
    const add = () =>
      office.sns.send(
        new AddPermissionCommand({
          TopicArn: TOPIC,
          Label: 'partner',
          AWSAccountId: ['111111111111'],
          ActionName: ['Publish'],
        }),
      );
    await add();
    expect(JSON.parse((await attributes(TOPIC)).Policy ?? '').Statement[1]).toEqual({
      Sid: 'partner',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111111111111:root' },
      Action: 'SNS:Publish',
      Resource: TOPIC,
    });
    await expect(add()).rejects.toThrow('Statement already exists');
    await office.sns.send(new RemovePermissionCommand({ TopicArn: TOPIC, Label: 'partner' }));
    expect(JSON.parse((await attributes(TOPIC)).Policy ?? '').Statement).toHaveLength(1);
  });
});

describe('subscriptions', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice();
    await office.sns.send(new CreateTopicCommand({ Name: 'news' }));
  });
  afterEach(() => office.close());
  const subscribe = (Protocol: string, Endpoint: string, Attributes = {}) =>
    office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint, Attributes }));

  it('are the same for the same endpoint and attributes', async () => {
    const first = await subscribe('sqs', queueArn('a'), { RawMessageDelivery: 'true' });
    const again = await subscribe('sqs', queueArn('a'));
    expect(again.SubscriptionArn).toBe(first.SubscriptionArn);
    await expect(subscribe('sqs', queueArn('a'), { RawMessageDelivery: 'false' })).rejects.toThrow(
      'Subscription already exists with different attributes',
    );
    const { Attributes } = await office.sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: first.SubscriptionArn }),
    );
    expect(Attributes).toMatchObject({
      Endpoint: queueArn('a'),
      Protocol: 'sqs',
      RawMessageDelivery: 'true',
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'true',
      SubscriptionPrincipal: 'arn:aws:iam::000000000000:root',
    });
  });

  it.each([
    ['pigeon', 'x', 'Invalid parameter: Amazon SNS does not support this protocol string: pigeon'],
    ['sqs', 'https://sqs.us-east-1.amazonaws.com/000000000000/a', 'Invalid parameter: SQS endpoint ARN'],
    ['lambda', 'handler', 'Invalid parameter: Lambda endpoint ARN'],
    ['https', 'http://localhost/', 'Invalid parameter: Endpoint must match the specified protocol'],
    ['email', 'nobody', 'Invalid parameter: Email address'],
    ['sms', 'NAA+15551234567', 'Invalid SMS endpoint: NAA+15551234567'],
    [
      'sqs',
      queueArn('a.fifo'),
      'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    ],
  ])('refuse the %s endpoint %s', async (protocol, endpoint, message) => {
    await expect(subscribe(protocol, endpoint)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
  });

  it.each([
    [{ RawMessageDelivery: 'yes' }, 'RawMessageDelivery: Invalid value [yes]. Must be true or false.'],
    [{ FilterPolicy: '{"a": "b"}' }, 'FilterPolicy: "a" must be an object or an array\n at '],
    [{ FilterPolicy: 'invalid' }, 'FilterPolicy: failed to parse JSON. '],
    [
      { FilterPolicy: JSON.stringify(Object.fromEntries([...'abcdef'].map((key) => [key, ['x']]))) },
      'FilterPolicy: Filter policy can not have more than 5 keys',
    ],
    [
      { FilterPolicy: JSON.stringify({ a: Array.from({ length: 151 }, (_, index) => `v${index}`) }) },
      'FilterPolicy: Filter policy is too complex',
    ],
    [{ RedrivePolicy: '{"deadLetterTargetArn": "x"}' }, 'RedrivePolicy: deadLetterTargetArn is an invalid arn'],
  ])('refuse attributes that are wrong (%#)', async (attributes, message) => {
    await expect(subscribe('sqs', queueArn('a'), attributes)).rejects.toThrow(
      `Invalid parameter: Attributes Reason: ${message}`,
    );
  });

  it('change attribute by attribute', async () => {
    const { SubscriptionArn } = await subscribe('sqs', queueArn('a'));
    const set = (AttributeName: string, AttributeValue: string) =>
      office.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
    const shown = async () =>
      (await office.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};
    await expect(set('Colour', 'red')).rejects.toMatchObject({ message: 'Invalid parameter: AttributeName' });
    const nested = JSON.stringify({ order: { state: ['open'] } });
    await expect(set('FilterPolicy', nested)).rejects.toThrow(
      'Filter policy scope MessageAttributes does not support nested filter policy',
    );
    await expect(set('FilterPolicyScope', 'Random')).rejects.toThrow(
      'FilterPolicyScope: Invalid value [Random]. Please use either MessageBody or MessageAttributes',
    );
    await set('FilterPolicyScope', 'MessageBody');
    expect(Object.keys(await shown())).not.toContain('FilterPolicyScope');
    await set('FilterPolicy', nested);
    expect(await shown()).toMatchObject({ FilterPolicy: nested, FilterPolicyScope: 'MessageBody' });
    await set('FilterPolicy', '');
    expect(Object.keys(await shown())).not.toContain('FilterPolicy');
  });

  it('end, also with their topic', async () => {
    const { SubscriptionArn } = await subscribe('sqs', queueArn('a'));
    await office.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    await office.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    await expect(office.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Subscription does not exist',
    });
    await expect(office.sns.send(new UnsubscribeCommand({ SubscriptionArn: 'x' }))).rejects.toThrow(
      'SubscriptionArn Reason: An ARN must have at least 6 elements, not 1',
    );
    const { Attributes } = await office.sns.send(new GetTopicAttributesCommand({ TopicArn: TOPIC }));
    expect(Attributes).toMatchObject({ SubscriptionsDeleted: '1', SubscriptionsConfirmed: '0' });

    await subscribe('sqs', queueArn('b'));
    await office.sns.send(new DeleteTopicCommand({ TopicArn: TOPIC }));
    await office.sns.send(new CreateTopicCommand({ Name: 'news' }));
    const { Subscriptions } = await office.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: TOPIC }));
    expect(Subscriptions).toEqual([]);
  });
});
