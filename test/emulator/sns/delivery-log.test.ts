import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateTopicCommand, PublishCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { TraceRecord } from '../../../emulator/runtime/trace.ts';
import { openPostOffice, type PostOffice, queueArn } from './support/post-office.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:news';
const ROLE = 'arn:aws:iam::000000000000:role/feedback';

describe('the log of deliveries', () => {
  let office: PostOffice;
  let logs: CloudWatchLogsClient;
  beforeEach(async () => {
    office = await openPostOffice();
    logs = new CloudWatchLogsClient(office.client);
    await office.sns.send(new CreateTopicCommand({ Name: 'news' }));
    const iam = new IAMClient(office.client);
    const trust = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
    await iam.send(new CreateRoleCommand({ RoleName: 'feedback', AssumeRolePolicyDocument }));
    const Statement = { Effect: 'Allow', Action: 'logs:*', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'feedback', PolicyName: 'p', PolicyDocument }));
    iam.destroy();
  });
  afterEach(async () => {
    logs.destroy();
    await office.close();
  });
  const set = (AttributeName: string, AttributeValue: string) =>
    office.sns.send(new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName, AttributeValue }));
  const publish = () => office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'hello' }));
  const logged = () =>
    new Promise<TraceRecord>((resolve) => {
      const stop = office.trace.subscribe((record) => {
        if (record.kind !== 'call' || record.operation !== 'PutLogEvents') return;
        stop();
        resolve(record);
      });
      office.clock.advance(0);
    });
  const events = async (logGroupName: string) =>
    (await logs.send(new FilterLogEventsCommand({ logGroupName }))).events?.map(({ message = '' }) =>
      JSON.parse(message),
    );

  it('has what was delivered, as often as the sample rate says', async () => {
    await office.queue('inbox');
    await office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: queueArn('inbox') }));
    await set('SQSSuccessFeedbackRoleArn', ROLE);
    await set('SQSSuccessFeedbackSampleRate', '100');
    const { MessageId } = await publish();
    await logged();
    expect(await events('sns/us-east-1/000000000000/news')).toEqual([
      {
        notification: {
          messageMD5Sum: '5d41402abc4b2a76b9719d911017c592',
          messageId: MessageId,
          topicArn: TOPIC,
          timestamp: '2026-01-01 00:00:00.000',
        },
        delivery: {
          deliveryId: expect.any(String),
          destination: queueArn('inbox'),
          dwellTimeMs: 0,
          statusCode: 200,
          providerResponse: { sqsRequestId: expect.any(String) },
        },
        status: 'SUCCESS',
      },
    ]);
  });

  it('has what failed in a group of its own', async () => {
    await office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: queueArn('none') }));
    await set('SQSFailureFeedbackRoleArn', ROLE);
    await publish();
    await logged();
    expect(await events('sns/us-east-1/000000000000/news/Failure')).toMatchObject([
      { status: 'FAILURE', delivery: { destination: queueArn('none'), attempts: 1 } },
    ]);
  });
});
