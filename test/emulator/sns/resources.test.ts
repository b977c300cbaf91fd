import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
} from '@aws-sdk/client-sns';
import { assemblyOf, removeAssemblies, startDeployer } from '../template/support.ts';
import { openPostOffice, type PostOffice, queueArn } from './support/post-office.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:news';

describe('the resource types of SNS', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice();
  });
  afterEach(() => office.close());
  afterAll(removeAssemblies);

  function start() {
    const services = office.door.services().filter(({ name }) => name === 'sns');
    const { deployer } = startDeployer({ store: office.store, services });
    return (Resources: Record<string, unknown>, Outputs: Record<string, unknown> = {}) =>
      deployer.deploy(assemblyOf({ app: { Resources, Outputs } }), undefined, { application: 'app' });
  }
  const topic = (Properties: object = {}) => ({
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: 'news', ...Properties },
  });
  const subscription = (Properties: object = {}) => ({
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: queueArn('inbox'), ...Properties },
  });
  const topicAttributes = async () =>
    (await office.sns.send(new GetTopicAttributesCommand({ TopicArn: TOPIC }))).Attributes ?? {};
  const subscriptions = async () =>
    (await office.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: TOPIC }))).Subscriptions ?? [];

  it('make a topic with its subscriptions, policy and tags', async () => {
    const deploy = start();
    const Statement = { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: { Ref: 'Topic' } };
    await deploy({
      Topic: topic({
        DisplayName: 'News',
        Tags: [{ Key: 'k', Value: 'v' }],
        DeliveryStatusLogging: [
          {
            Protocol: 'http/s',
            SuccessFeedbackRoleArn: 'arn:aws:iam::000000000000:role/log',
            SuccessFeedbackSampleRate: 50,
          },
        ],
      }),
      Subscription: subscription({
        RawMessageDelivery: true,
        FilterPolicy: { priority: ['high'] },
        RedrivePolicy: { deadLetterTargetArn: queueArn('dead') },
      }),
      Policy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Version: '2012-10-17', Statement } },
      },
    });
    expect(await topicAttributes()).toMatchObject({
      DisplayName: 'News',
      SubscriptionsConfirmed: '1',
      HTTPSuccessFeedbackSampleRate: '50',
      Policy: expect.stringContaining('"Principal":"*"'),
    });
    const { Tags } = await office.sns.send(new ListTagsForResourceCommand({ ResourceArn: TOPIC }));
    expect(Tags).toEqual([{ Key: 'k', Value: 'v' }]);
    const [listed] = await subscriptions();
    const { Attributes } = await office.sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: listed?.SubscriptionArn }),
    );
    expect(Attributes).toMatchObject({
      RawMessageDelivery: 'true',
      FilterPolicy: '{"priority":["high"]}',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }),
    });

    await deploy({ Topic: topic({ DisplayName: 'Nuevas' }), Subscription: subscription() });
    const changed = await topicAttributes();
    expect(changed).toMatchObject({ DisplayName: 'Nuevas', Policy: expect.stringContaining('__default_policy_ID') });
    const after = await office.sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: listed?.SubscriptionArn }),
    );
    expect(after.Attributes).toMatchObject({ RawMessageDelivery: 'false' });
    expect(Object.keys(after.Attributes ?? {})).not.toContain('FilterPolicy');

    await deploy({ Other: { Type: 'AWS::SNS::Topic' } });
    const { Topics } = await office.sns.send(new ListTopicsCommand({}));
    expect(Topics).toMatchObject([{ TopicArn: expect.stringMatching(/:app-Other-\w+$/) }]);
  });

  it('keep the subscriptions that a topic lists itself', async () => {
    const deploy = start();
    const list = (...names: string[]) => names.map((name) => ({ Protocol: 'sqs', Endpoint: queueArn(name) }));
    await deploy({ Topic: topic({ Subscription: list('a', 'b') }) });
    await deploy({ Topic: topic({ Subscription: list('b', 'c') }) });
    expect((await subscriptions()).map(({ Endpoint }) => Endpoint).sort()).toEqual([queueArn('b'), queueArn('c')]);
  });

  it('make FIFO topics with names that end so', async () => {
    const deploy = start();
    await deploy({
      Topic: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true, ContentBasedDeduplication: 'true' } },
    });
    const { Topics } = await office.sns.send(new ListTopicsCommand({}));
    expect(Topics?.[0]?.TopicArn).toMatch(/\.fifo$/);
  });

  it('name a property that is not supported', async () => {
    const deploy = start();
    await expect(deploy({ Topic: topic({ ArchivePolicy: { MessageRetentionPeriod: 1 } }) })).rejects.toThrow(
      /Topic.*ArchivePolicy/s,
    );
  });
});
