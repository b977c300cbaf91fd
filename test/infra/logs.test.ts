import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/templates.ts';

describe('logs in dev', () => {
  const template = templateOf('dev', 'logs');

  test('are found newest first by level and by service, over keys that are spread, and forgotten after a while', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-log-index',
      KeySchema: keys('levelShard', 'timestampId'),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-service',
          KeySchema: keys('serviceShard', 'timestampId'),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('are known by their batch', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-log-batches',
      KeySchema: [{ AttributeName: 'batchId', KeyType: 'HASH' }],
      // What they have counted must not vanish with them: the workflow reconcile forgets them.
      TimeToLiveSpecification: Match.absent(),
    });
  });

  test('are archived in a private bucket, where each prefix is kept for its own time', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
      BucketEncryption: Match.anyValue(),
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ Prefix: 'submitted/', ExpirationInDays: 7 }),
          Match.objectLike({ Prefix: 'in-transit/', ExpirationInDays: 1 }),
          Match.objectLike({ Prefix: 'set-aside/', ExpirationInDays: 7 }),
          Match.objectLike({ Prefix: 'logs/', ExpirationInDays: 30 }),
        ]),
      },
    });
  });

  test('are ingested by an Express workflow that keeps what people log out of its own logs', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'telar-dev-log-ingestion',
      StateMachineType: 'EXPRESS',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
    template.hasOutput('LogIngestionStateMachineArn', {});
    template.hasOutput('LogIngestionConsoleUrl', {});
  });

  test('start it by their event, which is kept when it cannot be delivered', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['telar.logs'], 'detail-type': ['Logs Submitted'] },
      Targets: [
        Match.objectLike({
          DeadLetterConfig: { Arn: Match.anyValue() },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ],
    });
  });

  test('may be submitted by whoever has the policy for it, which allows nothing else', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'telar-dev-log-producer',
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: 'events:PutEvents',
            Condition: {
              StringEquals: { 'events:source': 'telar.logs', 'events:detail-type': 'Logs Submitted' },
            },
          }),
          Match.objectLike({ Action: 's3:PutObject', Resource: objectsUnder('submitted/*') }),
        ],
      },
    });
  });

  test.each([
    ['Normalize', 's3:PutObject', ['in-transit/*']],
    ['Archive', 's3:PutObject', ['logs/*', 'set-aside/*']],
  ])('are written by the function %s under its prefixes and nowhere else', (name, action, prefixes) => {
    const resources = prefixes.map(objectsUnder);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp(`Functions${name}`),
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: action, Resource: resources.length === 1 ? resources[0] : resources }),
        ]),
      },
    });
  });
});

test('logs in prod are kept for a year, the old ones where it is cheaper', () => {
  templateOf('prod', 'logs').hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: {
      Rules: Match.arrayWith([
        Match.objectLike({
          Prefix: 'logs/',
          ExpirationInDays: 365,
          Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }],
        }),
      ]),
    },
  });
});

function keys(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}

function objectsUnder(pattern: string) {
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Archive'), 'Arn'] }, `/${pattern}`]] };
}
