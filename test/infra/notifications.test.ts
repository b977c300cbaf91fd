import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { bundleFunctions } from '../../lib/assets/function-bundles.ts';
import { parseStage } from '../../lib/config.ts';
import { NotificationTopic } from '../../lib/constructs/notifications/notification-topic.ts';
import { templateOf } from './support/templates.ts';

describe('notifications in dev', () => {
  const template = templateOf('dev', 'notifications');

  test('are requested on the bus, and wait in a queue', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['telar.notifications'], 'detail-type': ['Notification Requested'] },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RequestsQueue'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RequestsDeadLetters'), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ],
    });
  });

  test('that start no workflow, however often they are tried, become dead letters', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'telar-dev-notifications',
      MaximumMessageSize: 120 * 1024,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RequestsDeadLetters'), 'Arn'] },
        maxReceiveCount: 5,
      },
      SqsManagedSseEnabled: true,
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'telar-dev-notifications-dead-letters',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  test('start a workflow each, so that none holds up or takes down another', () => {
    template.hasResourceProperties('AWS::Pipes::Pipe', {
      Name: 'telar-dev-notifications',
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 } },
      TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' } },
      LogConfiguration: Match.objectLike({ Level: 'ERROR' }),
    });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'telar-dev-notification-fanout',
      StateMachineType: 'STANDARD',
    });
    template.hasOutput('NotificationFanoutStateMachineArn', {});
  });

  test('are passed on by a pipe that may read the queue and start the workflow, for nobody else', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'pipes.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': Match.anyValue() },
            },
          }),
        ],
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'] }),
          Match.objectLike({ Action: 'states:StartExecution' }),
        ],
      },
    });
  });

  test('are not read before the pipe has its permissions', () => {
    template.hasResource('AWS::Pipes::Pipe', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^NotificationFanoutPipeRoleDefaultPolicy')]),
    });
  });

  test('are found newest first, in all and by recipient', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-notifications',
      KeySchema: [{ AttributeName: 'notificationId', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [index('newest', 'listShard'), index('by-recipient', 'recipient')],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('are published on an encrypted topic that takes them over TLS only', () => {
    template.hasResourceProperties('AWS::SNS::Topic', {
      TopicName: 'telar-dev-notifications',
      KmsMasterKeyId: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  test('reach a queue to look at, a function that measures, and the operators when it matters', () => {
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'telar-dev-notifications-inbox' });
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sqs', FilterPolicy: Match.absent() });
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'lambda', FilterPolicy: Match.absent() });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      FilterPolicy: { priority: ['high', 'urgent'] },
    });
  });

  test('that a subscriber takes and fails on are kept', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^Subscribersdeliverytime') },
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SubscribersDeadLetters'), 'Arn'] } },
      },
    });
  });

  test('that a subscriber does not take are kept', () => {
    template.allResourcesProperties('AWS::SNS::Subscription', {
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SubscribersDeadLetters'), 'Arn'] },
      },
    });
  });
});

test('a subscriber may be a URL, and filter by all that a notification is known by', () => {
  const stack = new Stack(new App(), 'stack');
  new NotificationTopic(stack, 'Topic', {
    stage: parseStage('dev'),
    bundles: bundleFunctions(),
    subscribers: [
      {
        name: 'pager',
        kind: 'https',
        url: 'https://pager.example/telar',
        only: { types: ['orders'], priorities: ['urgent'], recipients: ['operators'] },
      },
    ],
  });

  Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'https',
    Endpoint: 'https://pager.example/telar',
    FilterPolicy: { notification_type: ['orders'], priority: ['urgent'], recipient: ['operators'] },
    RedrivePolicy: Match.anyValue(),
  });
});

function index(name: string, partition: string) {
  return {
    IndexName: name,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: 'createdAtId', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  };
}
