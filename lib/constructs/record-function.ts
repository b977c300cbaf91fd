import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { StageConfig } from '../config.ts';
import { ServiceFunction } from './service-function.ts';

export interface RecordFunctionProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly source: `${string}/record`;
  readonly description: string;
  /** Where the rows are, under the name of the variable that tells the function. */
  readonly table: { readonly variable: string; readonly table: ITable };
  readonly counters: ITable;
  /** By default, 10 s: a read and a transaction, tried again a few times when another execution was faster. */
  readonly timeout?: Duration;
  /** Beside the names of the tables. */
  readonly environment?: Record<string, string>;
}

const TIMEOUT = Duration.seconds(10);

/** A function that writes what became of something, and counts it, once: functions/shared/ledger says how. */
export class RecordFunction extends ServiceFunction {
  constructor(scope: Construct, id: string, { table: { variable, table }, counters, ...props }: RecordFunctionProps) {
    super(scope, id, {
      timeout: TIMEOUT,
      ...props,
      memoryMegabytes: 256,
      environment: { ...props.environment, [variable]: table.tableName, STATS_TABLE: counters.tableName },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [table.tableArn] }),
        new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [counters.tableArn] }),
      ],
    });
  }
}
