import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreatePipeCommand, PipesClient } from '@aws-sdk/client-pipes';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startCloud } from '../../../emulator/cloud.ts';
import type { TraceRecord } from '../../../emulator/runtime/trace.ts';
import { ARN } from './support/plumbing.ts';

/** Publishes each item of the batch by SNS; a machine as a pipe's target sees lists. */
const MACHINE = {
  QueryLanguage: 'JSONata',
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemProcessor: {
        StartAt: 'Publish',
        States: {
          Publish: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sns:publish',
            Arguments: { TopicArn: ARN('sns', 'news'), Message: '{% $states.input.text %}' },
            End: true,
          },
        },
      },
      End: true,
    },
  },
};

describe('a message on a queue', () => {
  it('becomes, by way of a pipe and a state machine, a short message', async () => {
    const cloud = await startCloud({});
    const options = {
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const [iam, pipes, sfn, sns, sqs] = [
      new IAMClient(options),
      new PipesClient(options),
      new SFNClient(options),
      new SNSClient(options),
      new SQSClient(options),
    ] as const;
    const role = async (RoleName: string, service: string, Action: string[]) => {
      const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
      const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      const PolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action, Resource: '*' },
      });
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
      return Role?.Arn ?? '';
    };
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'source' }));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sms', Endpoint: '+15551234567' }));
    const { stateMachineArn } = await sfn.send(
      new CreateStateMachineCommand({
        name: 'm',
        definition: JSON.stringify(MACHINE),
        roleArn: await role('machine', 'states.amazonaws.com', ['sns:Publish']),
      }),
    );
    const sent = new Promise<TraceRecord>((resolve) => {
      cloud.trace.subscribe((record) => {
        if (record.kind === 'delivery' && record.to === '+15551234567') resolve(record);
      });
    });
    await pipes.send(
      new CreatePipeCommand({
        Name: 'p',
        Source: ARN('sqs', 'source'),
        Target: stateMachineArn,
        RoleArn: await role('pipe', 'pipes.amazonaws.com', [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'states:StartExecution',
        ]),
        TargetParameters: {
          InputTemplate: '<$.body>',
          StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' },
        },
      }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ text: 'Hola' }) }));

    expect(await sent).toMatchObject({ outcome: 'delivered' });
    const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions).toHaveLength(1);
    const mailbox = await (await fetch(`${cloud.endpoint}/_telar/mailbox`)).json();
    expect(mailbox.messages).toMatchObject([{ kind: 'sms', to: '+15551234567', text: 'Hola' }]);
    for (const client of [iam, pipes, sfn, sns, sqs]) client.destroy();
    await cloud.close();
  });
});
