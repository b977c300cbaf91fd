import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { ManualClock } from '../../../emulator/runtime/clock.ts';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:fails';
const MINUTE = 60_000;

/** An alarm on failed executions, told by way of a topic with a key of its own; a budget that speaks to it too. */
const TEMPLATE = {
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: { EnableKeyRotation: true, KeyPolicy: { Version: '2012-10-17', Statement: [] } },
    },
    Topic: {
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: 'alarms', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    },
    TopicPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [{ Ref: 'Topic' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudwatch.amazonaws.com' },
              Action: 'sns:Publish',
              Resource: { Ref: 'Topic' },
            },
          ],
        },
      },
    },
    Inbox: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inbox' } },
    InboxPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Inbox' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': ['Inbox', 'Arn'] },
            },
          ],
        },
      },
    },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Inbox', 'Arn'] } },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'fails',
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: JSON.stringify({ StartAt: 'No', States: { No: { Type: 'Fail', Error: 'No' } } }),
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'executions-failed',
        Namespace: 'AWS/States',
        MetricName: 'ExecutionsFailed',
        Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: 'Machine' } }],
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'Topic' }],
      },
    },
    Budget: {
      Type: 'AWS::Budgets::Budget',
      Properties: { Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 1, Unit: 'USD' } } },
    },
    Application: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } },
    Group: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        ApplicationName: { Ref: 'Application' },
        DeploymentGroupName: 'group',
        ServiceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      },
    },
  },
  Outputs: { KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } }, GroupName: { Value: { Ref: 'Group' } } },
};

describe('what looks after an application', () => {
  const clock = new ManualClock();
  let cloud: Cloud;
  let config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  beforeAll(async () => {
    cloud = await startCloud({ clock });
    config = {
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const cloudFormation = new CloudFormationClient(config);
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'ops',
        TemplateBody: JSON.stringify(TEMPLATE),
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    await until(async () => {
      const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'ops' }));
      if (stack?.StackStatus === 'CREATE_COMPLETE')
        outputs = Object.fromEntries(
          (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
        );
      return stack?.StackStatus === 'CREATE_COMPLETE';
    });
  });
  afterAll(() => cloud.close());
  let outputs: Record<string, string | undefined> = {};

  test('is made, with names that others can use', () => {
    expect(outputs.KeyArn).toMatch(
      /^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    expect(outputs.GroupName).toBe('group');
  });

  test('counts executions as Step Functions does, and tells the topic of one that fails', async () => {
    const from = new Date(clock.now() - MINUTE);
    await new SFNClient(config).send(new StartExecutionCommand({ stateMachineArn: MACHINE }));
    const cloudWatch = new CloudWatchClient(config);
    const failed = async () => {
      const { Datapoints = [] } = await cloudWatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'AWS/States',
          MetricName: 'ExecutionsFailed',
          Dimensions: [{ Name: 'StateMachineArn', Value: MACHINE }],
          StartTime: from,
          EndTime: new Date(clock.now() + MINUTE),
          Period: 60,
          Statistics: ['Sum'],
        }),
      );
      return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
    };
    await until(async () => {
      clock.advance(1_000);
      return (await failed()) === 1;
    });
    const sqs = new SQSClient(config);
    let told = '';
    await until(async () => {
      clock.advance(MINUTE);
      const { Messages: [message] = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: `${cloud.endpoint}/000000000000/inbox` }),
      );
      told ||= message?.Body ?? '';
      return told !== '';
    });
    expect(told).toContain('executions-failed');
    const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    expect(alarm?.AlarmActions).toEqual(['arn:aws:sns:us-east-1:000000000000:alarms']);
  });
});

/** Asks again and again: work that the clock has set off needs turns of the event loop, not time. */
async function until(met: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) if (await met()) return;
  throw new Error('it never came to that');
}
