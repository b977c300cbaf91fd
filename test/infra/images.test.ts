import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/templates.ts';

describe('images in dev', () => {
  const template = templateOf('dev', 'images');

  test('come into a bucket that tells EventBridge of them, without a custom resource', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: bucketName('telar-dev-images-original'),
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"Type":"(Custom::|AWS::CloudFormation::CustomResource)/);
  });

  test.each(['original', 'processed', 'thumbnails'])(
    'lie in a private, encrypted bucket of %s that answers over TLS only',
    (holds) => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: bucketName(`telar-dev-images-${holds}`),
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: {
          Rules: [Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } })],
        },
      });
      template.allResourcesProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      });
    },
  );

  test('are listed newest first, as a whole and by status, over keys that are spread', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-images',
      KeySchema: [{ AttributeName: 'imageId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      GlobalSecondaryIndexes: [index('newest', 'listShard'), index('by-status', 'statusShard')],
    });
  });

  test('start the workflow when S3 has them and when somebody asks on the bus', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.absent(),
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [{ Ref: Match.stringLikeRegexp('^Original') }] } },
      },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.anyValue(),
      EventPattern: { source: ['telar.images'], 'detail-type': ['Image Uploaded'] },
    });
  });

  test('whose event cannot be delivered are tried again for a day and then kept as dead letters', () => {
    template.allResourcesProperties('AWS::Events::Rule', {
      Targets: [
        Match.objectLike({
          DeadLetterConfig: { Arn: Match.anyValue() },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          RoleArn: Match.anyValue(),
        }),
      ],
    });
  });

  test('are processed by a Standard workflow that is traced and logged', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'telar-dev-image-processing',
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL' },
    });
    template.hasOutput('ImageProcessingStateMachineArn', {});
    template.hasOutput('ImageProcessingConsoleUrl', {});
  });

  test('are decoded by functions of the architecture their layer was built for', () => {
    template.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['arm64'], Runtime: 'nodejs24.x' });
    template.hasResourceProperties('AWS::Lambda::LayerVersion', { CompatibleArchitectures: ['arm64'] });
  });

  test('leave traces and logs that are kept for as long as the stage says', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: Match.anyValue() } },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('may be written by the function that shrinks them, under their prefix and nowhere else', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:PutObject',
            Resource: [objectsUnder('Processed', '/processed/*'), objectsUnder('Thumbnails', '/thumbnails/*')],
          }),
        ]),
      },
    });
  });

  test('may be counted, but no counter read or deleted, by the function that records them', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 'dynamodb:UpdateItem', Resource: { 'Fn::ImportValue': Match.anyValue() } }),
        ]),
      },
    });
  });
});

describe.each(['stg', 'prod'] as const)('images in %s', (stage) => {
  test('outlive their stack', () => {
    const template = templateOf(stage, 'images');
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    template.allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    template.allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
    templateOf(stage, 'stats').allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
  });
});

function bucketName(prefix: string) {
  return { 'Fn::Join': ['', [`${prefix}-`, { Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' }]] };
}

function index(name: string, shard: string) {
  return Match.objectLike({
    IndexName: name,
    KeySchema: [
      { AttributeName: shard, KeyType: 'HASH' },
      { AttributeName: 'uploadedAtId', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  });
}

function objectsUnder(bucket: string, pattern: string) {
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${bucket}`), 'Arn'] }, pattern]] };
}
