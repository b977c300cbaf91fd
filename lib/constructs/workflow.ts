import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, type StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../naming.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { untilDelivered } from './until-delivered.ts';

interface NamedTrigger {
  /** In words, with hyphens; part of the rule's name. */
  readonly name: string;
  readonly description: string;
}

/** Events that start the workflow. */
export interface EventTrigger extends NamedTrigger {
  readonly pattern: EventPattern;
  /** Without it, the default bus, where AWS's own services speak. */
  readonly bus?: IEventBus;
}

/** Times that start the workflow. */
export interface ScheduleTrigger extends NamedTrigger {
  readonly schedule: Schedule;
}

export type Trigger = EventTrigger | ScheduleTrigger;

export interface WorkflowProps {
  readonly stage: StageConfig;
  /** The state machine is `telar-<stage>-<name>`, its definition statemachines/<name>.asl.json. */
  readonly name: string;
  readonly type: StateMachineType;
  /** What stands for the `${…}` of the definition. */
  readonly substitutions: Record<string, string>;
  /** All that its role may do beside writing its own logs and traces. */
  readonly permissions: readonly PolicyStatement[];
  /** Without any, somebody else starts it. */
  readonly triggers: readonly Trigger[];
  /** Which events of an execution its log tells; by default, all. */
  readonly logLevel?: LogLevel;
  /** Whether its log groups may see what goes from state to state; by default, they may. */
  readonly logsData?: boolean;
}

/**
 * A state machine and the rules that start it:
 *
 *     event → rule → state machine
 *               └ what cannot be delivered → telar-<stage>-<name>-dead-letters
 */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    this.stateMachine = this.addStateMachine(props);
    if (props.triggers.length > 0) this.addTriggers(props);
    this.addOutputs(props.name);
  }

  private addStateMachine(props: WorkflowProps): StateMachine {
    const stateMachineName = physicalName(props.stage, props.name);
    const logs = new LogGroup(this, 'Logs', {
      // Under this prefix AWS needs no entry of its own in the account's one, small, log resource policy:
      // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
      logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
      retention: props.stage.logRetention,
      removalPolicy: props.stage.removalPolicy,
    });
    const stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName,
      stateMachineType: props.type,
      definitionBody: DefinitionBody.fromString(readDefinition(props.name)),
      definitionSubstitutions: props.substitutions,
      tracingEnabled: true,
      logs: { destination: logs, level: props.logLevel ?? LogLevel.ALL, includeExecutionData: props.logsData ?? true },
    });
    for (const statement of props.permissions) stateMachine.addToRolePolicy(statement);
    Validations.of(stateMachine.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Log deliveries and X-Ray take no resource: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
    });
    return stateMachine;
  }

  private addTriggers({ stage, name, triggers }: WorkflowProps): void {
    const { queue } = new DeadLetterQueue(this, 'DeadLetters', { stage, of: name });
    for (const trigger of triggers) {
      const rule = new Rule(this, pascalCase(trigger.name), {
        ruleName: physicalName(stage, `${name}-${trigger.name}`),
        description: trigger.description,
        ...('schedule' in trigger
          ? { schedule: trigger.schedule }
          : { eventPattern: trigger.pattern, eventBus: trigger.bus }),
      });
      rule.addTarget(new SfnStateMachine(this.stateMachine, untilDelivered(queue)));
    }
  }

  private addOutputs(name: string): void {
    const { region } = Stack.of(this);
    const arn = this.stateMachine.stateMachineArn;
    new CfnOutput(this, 'Arn', { value: arn, description: `The state machine ${name}` }).overrideLogicalId(
      `${pascalCase(name)}StateMachineArn`,
    );
    new CfnOutput(this, 'Console', {
      value: `https://${region}.console.aws.amazon.com/states/home?region=${region}#/statemachines/view/${arn}`,
      description: `The executions of ${name} in the AWS console`,
    }).overrideLogicalId(`${pascalCase(name)}ConsoleUrl`);
  }
}

/**
 * The definition goes into the template itself, not into an asset, so that `cdk diff` shows which state has changed.
 *
 * @throws Error naming the file that is not JSON
 */
function readDefinition(name: string): string {
  const file = join(PROJECT_ROOT, 'statemachines', `${name}.asl.json`);
  try {
    return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} is no state machine definition: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function pascalCase(words: string): string {
  return words.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
