import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../naming.ts';

export interface QueuePipeProps {
  readonly stage: StageConfig;
  /** The pipe is `telar-<stage>-<name>`. */
  readonly name: string;
  readonly description: string;
  readonly queue: IQueue;
  /** A Standard one: the pipe does not wait for its end. */
  readonly stateMachine: IStateMachine;
}

/**
 * Starts an execution for each message of a queue, and takes the message from the queue when the execution has been started.
 *
 * One message a batch, because an execution is started for a batch as a whole: with more of them, one that is too large for an
 * execution would take its neighbours back to the queue with it, again and again, and at last into the dead letters.
 */
export class QueuePipe extends Construct {
  constructor(scope: Construct, id: string, props: QueuePipeProps) {
    super(scope, id);
    const { stage, queue, stateMachine } = props;
    const name = physicalName(stage, props.name);
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/pipes/${name}`,
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    const role = this.addRole(name, props);
    const pipe = new CfnPipe(this, 'Pipe', {
      name,
      description: props.description,
      roleArn: role.roleArn,
      source: queue.queueArn,
      sourceParameters: { sqsQueueParameters: { batchSize: 1 } },
      target: stateMachine.stateMachineArn,
      targetParameters: { stepFunctionStateMachineParameters: { invocationType: 'FIRE_AND_FORGET' } },
      logConfiguration: { level: 'ERROR', cloudwatchLogsLogDestination: { logGroupArn: logs.logGroupArn } },
    });
    // The pipe reads its queue as soon as it is there: not before its role may.
    pipe.node.addDependency(role);
  }

  private addRole(name: string, { queue, stateMachine }: QueuePipeProps): Role {
    const { account, partition, region } = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: `What the pipe ${name} may do`,
      assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
        // Only this pipe, and none of another account that names the role.
        conditions: {
          StringEquals: {
            'aws:SourceAccount': account,
            'aws:SourceArn': `arn:${partition}:pipes:${region}:${account}:pipe/${name}`,
          },
        },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [queue.queueArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] }),
    );
    return role;
  }
}
