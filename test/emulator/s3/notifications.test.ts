import {
  CreateBucketCommand,
  DeleteObjectCommand,
  type Event,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createS3 } from '../../../emulator/services/s3/service.ts';
import { createSqs } from '../../../emulator/services/sqs/service.ts';
import { startEndpoint } from '../support/endpoint.ts';
import { refusal } from './support.ts';

const Bucket = 'notifying-bucket';
const QueueArn = 'arn:aws:sqs:us-east-1:000000000000:inbox';

describe('notifications to a queue', () => {
  let cloud: Awaited<ReturnType<typeof startEndpoint>>;
  let s3: S3Client;
  let sqs: SQSClient;
  let QueueUrl: string | undefined;
  beforeEach(async () => {
    const serviceEvents = { publish: () => undefined };
    cloud = await startEndpoint((ports) => [
      createS3({ ...ports, serviceEvents }),
      createSqs({ ...ports, endpoint: () => 'http://127.0.0.1' }),
    ]);
    s3 = new S3Client(cloud.client);
    sqs = new SQSClient(cloud.client);
    await s3.send(new CreateBucketCommand({ Bucket }));
    QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }))).QueueUrl;
  });
  afterEach(async () => {
    expect(cloud.faults).toEqual([]);
    s3.destroy();
    sqs.destroy();
    await cloud.close();
  });

  const allow = () => {
    const Principal = { Service: 's3.amazonaws.com' };
    const Condition = { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` } };
    const statement = { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: QueueArn, Condition };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    return sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  };
  const configure = (Filter?: object) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: [
            { Id: 'q', QueueArn, Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete'], Filter },
          ],
        },
      }),
    );
  const receive = async (): Promise<Record<string, unknown>> => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
    return JSON.parse(Messages?.[0]?.Body ?? '{}');
  };

  it('are refused until the queue lets S3 send, and begin with a test', async () => {
    expect(await refusal(configure())).toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
    });
    await allow();
    await configure();
    expect(await receive()).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
  });

  it('are refused when two destinations would get the same event', async () => {
    await allow();
    const to = (event: string, rules: Record<string, string> = {}) => ({
      QueueArn,
      Events: [event as Event],
      Filter: {
        Key: { FilterRules: Object.entries(rules).map(([Name, Value]) => ({ Name: Name as 'prefix', Value })) },
      },
    });
    const both = (...QueueConfigurations: ReturnType<typeof to>[]) =>
      s3.send(
        new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { QueueConfigurations } }),
      );
    const ambiguous = { name: 'InvalidArgument', message: expect.stringContaining('ambiguously defined') };
    await expect(both(to('s3:ObjectCreated:*'), to('s3:ObjectCreated:Put'))).rejects.toMatchObject(ambiguous);
    await expect(
      both(to('s3:ObjectCreated:*', { prefix: 'im' }), to('s3:ObjectCreated:*', { prefix: 'images/', suffix: 'g' })),
    ).rejects.toMatchObject(ambiguous);
    await both(to('s3:ObjectCreated:*', { prefix: 'a/' }), to('s3:ObjectCreated:*', { prefix: 'b/' }));
    await both(to('s3:ObjectCreated:*', { suffix: '.jpg' }), to('s3:ObjectCreated:*', { suffix: '.png' }));
    await both(to('s3:ObjectCreated:Put'), to('s3:ObjectCreated:Copy'), to('s3:ObjectRemoved:*'));
  });

  it('carry a record of what happened, the key URL-encoded', async () => {
    await allow();
    await configure({ Key: { FilterRules: [{ Name: 'suffix', Value: '.jpg' }] } });
    await receive();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'ignored.png', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'mis fotos/niño 1.jpg', Body: 'hello' }));
    expect(await receive()).toMatchObject({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'us-east-1',
          eventName: 'ObjectCreated:Put',
          s3: {
            configurationId: 'q',
            bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
            object: { key: 'mis+fotos/ni%C3%B1o+1.jpg', size: 5, eTag: '5d41402abc4b2a76b9719d911017c592' },
          },
        },
      ],
    });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'mis fotos/niño 1.jpg' }));
    expect(await receive()).toMatchObject({ Records: [{ eventName: 'ObjectRemoved:Delete' }] });
  });
});
