import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { Workflow } from '../workflow.ts';
import { ReconcileFunctions, type ReconcileFunctionsProps } from './reconcile-functions.ts';

export interface ReconcileProps extends ReconcileFunctionsProps {
  readonly bus: IEventBus;
}

/** Parts of a table that are read at the same time. Each takes some 100 MB a minute. */
const SEGMENTS = 4;

/** When most people sleep, UTC. */
const EVERY_NIGHT = Schedule.cron({ hour: '3', minute: '0' });

/** The workflow reconcile, its functions, and the schedule that starts it every night. */
export class Reconcile extends Construct {
  constructor(scope: Construct, id: string, props: ReconcileProps) {
    super(scope, id);
    const { stage, bus, ledgers } = props;
    const functions = new ReconcileFunctions(this, 'Functions', props);

    new Workflow(this, 'Workflow', {
      stage,
      name: 'reconcile',
      // Standard: it may take an hour, and what it found on which night can be looked at for 90 days.
      type: StateMachineType.STANDARD,
      substitutions: {
        SnapshotFunctionArn: functions.snapshotFunction.arn,
        RecountFunctionArn: functions.recountFunction.arn,
        RepairFunctionArn: functions.repairFunction.arn,
        ForgetFunctionArn: functions.forgetFunction.arn,
        EventBusName: bus.eventBusName,
        Domains: ledgers.map(({ domain }) => domain).join(','),
        Segments: String(SEGMENTS),
      },
      permissions: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.arns }),
        new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
      ],
      triggers: [
        {
          name: 'every-night',
          description: 'It is time to compare counters with what they count',
          schedule: EVERY_NIGHT,
        },
      ],
    });
  }
}
