import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { RecordFunction } from '../record-function.ts';
import { ServiceFunction } from '../service-function.ts';

export interface NotificationFunctionsProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  /** A row for each notification. */
  readonly table: ITable;
  readonly counters: ITable;
}

/** The two functions that know about notifications. */
export class NotificationFunctions extends Construct {
  readonly planFunction: ServiceFunction;
  readonly recordFunction: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, bundles, table, counters }: NotificationFunctionsProps) {
    super(scope, id);
    this.planFunction = new ServiceFunction(this, 'Plan', {
      stage,
      bundles,
      source: 'notifications/plan',
      description: 'Reads who is to be told what',
      memoryMegabytes: 256,
      // It talks to nobody.
      timeout: Duration.seconds(10),
      environment: {},
      permissions: [],
    });
    this.recordFunction = new RecordFunction(this, 'Record', {
      stage,
      bundles,
      source: 'notifications/record',
      description: 'Writes what became of a notification, and counts it, once',
      table: { variable: 'NOTIFICATIONS_TABLE', table },
      counters,
    });
  }

  get arns(): string[] {
    return [this.planFunction.arn, this.recordFunction.arn];
  }
}
