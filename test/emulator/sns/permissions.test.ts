import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../emulator/door/errors.ts';
import { servicePrincipal } from '../../../emulator/door/principal.ts';
import { openPostOffice, type PostOffice, queueArn } from './support/post-office.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:news';
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';

describe('who may publish and where it goes', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice();
    await office.sns.send(new CreateTopicCommand({ Name: 'news' }));
  });
  afterEach(() => office.close());

  async function roleClient() {
    const iam = new IAMClient(office.client);
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    await iam.send(new CreateRoleCommand({ RoleName: 'sender', AssumeRolePolicyDocument }));
    const principal = office.identities.assumeForService(
      'arn:aws:iam::000000000000:role/sender',
      'lambda.amazonaws.com',
      's',
    );
    const allow = async (...Statement: object[]) => {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await iam.send(new PutRolePolicyCommand({ RoleName: 'sender', PolicyName: 'p', PolicyDocument }));
    };
    const client = new SNSClient({ ...office.client, credentials: office.identities.issueCredentials(principal) });
    return { client, allow };
  }

  it('is decided by the role, with the code and words of AWS', async () => {
    const { client, allow } = await roleClient();
    const publish = () => client.send(new PublishCommand({ TopicArn: TOPIC, Message: 'x' }));
    await allow();
    await expect(publish()).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: `User: arn:aws:sts::000000000000:assumed-role/sender/s is not authorized to perform: SNS:Publish on resource: ${TOPIC} because no identity-based policy allows the SNS:Publish action`,
      $metadata: { httpStatusCode: 403 },
    });
    await allow({ Effect: 'Allow', Action: 'sns:Publish', Resource: TOPIC });
    await expect(publish()).resolves.toBeDefined();
    client.destroy();
  });

  it('is decided by the topic for services, and by protocol for subscribers', async () => {
    const publish = () =>
      office.door.call(
        { service: 'sns', operation: 'Publish', principal: servicePrincipal('events.amazonaws.com', 'arn:rule') },
        { TopicArn: TOPIC, Message: 'x' },
      );
    await expect(publish()).rejects.toThrow('no resource-based policy allows the SNS:Publish action');
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: TOPIC,
    };
    const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement });
    await office.sns.send(new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName: 'Policy', AttributeValue }));
    await expect(publish()).resolves.toBeDefined();

    const { client, allow } = await roleClient();
    const Condition = { StringEquals: { 'sns:Protocol': 'sqs' } };
    await allow({ Effect: 'Allow', Action: 'sns:Subscribe', Resource: TOPIC, Condition });
    const subscribe = (Protocol: string, Endpoint: string) =>
      client.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint }));
    await expect(subscribe('sms', '+15551234567')).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    await expect(subscribe('sqs', queueArn('a'))).resolves.toBeDefined();
    client.destroy();
  });

  it('lets alarms pass the policy that a topic begins with', async () => {
    await expect(
      office.door.call(
        { service: 'sns', operation: 'Publish', principal: servicePrincipal('cloudwatch.amazonaws.com') },
        { TopicArn: TOPIC, Message: 'x' },
      ),
    ).resolves.toBeDefined();
  });

  it('ends in the dead-letter queue when the queue does not let SNS in', async () => {
    const dead = await office.queue('dead');
    await office.sqs.send(new CreateQueueCommand({ QueueName: 'closed' }));
    const Attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }) };
    await office.sns.send(
      new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: queueArn('closed'), Attributes }),
    );
    await office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'x' }));
    const [tried] = await office.delivered(1);
    expect(tried).toMatchObject({ outcome: 'dead-lettered', reason: expect.stringContaining('NO_PERMISSIONS') });
    const [message] = await office.receive(dead);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({ Message: 'x' });
  });

  it('is tried again when the function cannot take it now', async () => {
    await office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'lambda', Endpoint: FUNCTION }));
    const busy = () => new AwsError('ServiceException', 'busy', { status: 500 });
    office.lambdaFailures.push(busy(), busy(), busy(), busy());
    await office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'x' }));
    // Three retries without delay, then one second.
    for (let attempt = 1; attempt < 4; attempt += 1) {
      expect(await office.delivered(1)).toMatchObject([{ outcome: 'retrying', attempt }]);
    }
    expect(await office.delivered(1)).toMatchObject([{ outcome: 'retrying', attempt: 4 }]);
    expect(await office.delivered(1, 1_100)).toMatchObject([{ outcome: 'delivered', attempt: 5 }]);
    expect(office.invocations).toHaveLength(1);
  });
});
