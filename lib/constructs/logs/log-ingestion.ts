import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { logsSubmitted } from '../../../events/logs-submitted/v1.ts';
import { Workflow } from '../workflow.ts';
import { LogFunctions, type LogFunctionsProps } from './log-functions.ts';

export interface LogIngestionProps extends LogFunctionsProps {
  readonly bus: IEventBus;
}

/** The workflow log-ingestion, its functions, and the event that starts it. */
export class LogIngestion extends Construct {
  constructor(scope: Construct, id: string, props: LogIngestionProps) {
    super(scope, id);
    const { stage, bus, batches } = props;
    const functions = new LogFunctions(this, 'Functions', props);

    new Workflow(this, 'Workflow', {
      stage,
      name: 'log-ingestion',
      // Express: logs come often and are done in seconds, and a dozen Standard transitions would cost more than all the rest. That an
      // Express execution may run twice, or be lost half way, is made harmless by the row of the batch.
      type: StateMachineType.EXPRESS,
      substitutions: {
        NormalizeFunctionArn: functions.normalizeFunction.arn,
        IndexFunctionArn: functions.indexFunction.arn,
        ArchiveFunctionArn: functions.archiveFunction.arn,
        RecordFunctionArn: functions.recordFunction.arn,
        LogBatchesTableName: batches.tableName,
        EventBusName: bus.eventBusName,
      },
      permissions: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.arns }),
        new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [batches.tableArn] }),
        new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
      ],
      triggers: [
        {
          name: 'logs-submitted',
          description: 'A program hands over what it has logged',
          pattern: { source: [logsSubmitted.source], detailType: [logsSubmitted.detailType] },
          bus,
        },
      ],
      // What people log is theirs: it would lie in our own logs too, for all who may read those, and be paid for at every state.
      logsData: false,
    });
  }
}
