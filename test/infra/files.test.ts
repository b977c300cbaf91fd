import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/templates.ts';

describe('files in prod', () => {
  const template = templateOf('prod', 'files');

  test('are told of by every bucket of the application', () => {
    for (const capability of ['images', 'logs']) {
      templateOf('prod', capability).allResourcesProperties('AWS::S3::Bucket', {
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      });
    }
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created', 'Object Deleted'],
        detail: { bucket: { name: Array.from({ length: 4 }, () => Match.anyValue()) } },
      },
      Targets: [{ DeadLetterConfig: Match.anyValue(), RetryPolicy: Match.anyValue() }],
    });
  });

  test('are found newest first, in all buckets or in one, and forgotten some time after they are gone', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-prod-files',
      KeySchema: [{ AttributeName: 'fileId', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        Match.objectLike({ IndexName: 'newest', KeySchema: keys('listShard', 'modifiedAtId') }),
        Match.objectLike({ IndexName: 'by-bucket', KeySchema: keys('bucketShard', 'modifiedAtId') }),
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test('are recorded many at once; a message that fails comes again alone, and in the end is a dead letter', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 25,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'telar-prod-files',
      RedrivePolicy: { maxReceiveCount: 8, deadLetterTargetArn: Match.anyValue() },
    });
  });
});

const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
