import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ServiceFunction } from '../service-function.ts';
import type { RowLedger } from './row-ledger.ts';

export interface ReconcileFunctionsProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly counters: ITable;
  /** Of all domains that count. */
  readonly ledgers: readonly RowLedger[];
}

/** The four functions that compare counters with the rows they count. */
export class ReconcileFunctions extends Construct {
  readonly snapshotFunction: ServiceFunction;
  readonly recountFunction: ServiceFunction;
  readonly repairFunction: ServiceFunction;
  readonly forgetFunction: ServiceFunction;

  constructor(scope: Construct, id: string, props: ReconcileFunctionsProps) {
    super(scope, id);
    this.snapshotFunction = this.addCounterFunction(props, 'Snapshot', {
      source: 'counters/snapshot',
      description: 'Begins an epoch of the counters of a domain, and says what they said then',
    });
    this.recountFunction = this.addRecount(props);
    this.repairFunction = this.addCounterFunction(props, 'Repair', {
      source: 'counters/repair',
      description: 'Adds to counters what a recount found missing',
    });
    this.forgetFunction = this.addForget(props);
  }

  get arns(): string[] {
    return [this.snapshotFunction.arn, this.recountFunction.arn, this.repairFunction.arn, this.forgetFunction.arn];
  }

  private addCounterFunction(
    { stage, bundles, counters }: ReconcileFunctionsProps,
    id: string,
    props: { readonly source: `counters/${string}`; readonly description: string },
  ): ServiceFunction {
    return new ServiceFunction(this, id, {
      stage,
      bundles,
      ...props,
      memoryMegabytes: 256,
      // Sixteen writes at the same time.
      timeout: Duration.seconds(15),
      environment: { STATS_TABLE: counters.tableName },
      permissions: [new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [counters.tableArn] })],
    });
  }

  private addRecount({ stage, bundles, ledgers }: ReconcileFunctionsProps): ServiceFunction {
    return new ServiceFunction(this, 'Recount', {
      stage,
      bundles,
      source: 'counters/recount',
      description: 'Adds up what the rows of a part of a table have counted',
      // Rows are read a megabyte at a time, and a megabyte of rows becomes some ten of objects.
      memoryMegabytes: 512,
      timeout: Duration.seconds(60),
      environment: { ROW_TABLES: rowTables(ledgers) },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:Scan'], resources: ledgers.map(({ table }) => table.tableArn) }),
      ],
    });
  }

  private addForget({ stage, bundles, counters, ledgers }: ReconcileFunctionsProps): ServiceFunction {
    const forgetful = ledgers.filter(({ forgets }) => forgets);
    return new ServiceFunction(this, 'Forget', {
      stage,
      bundles,
      source: 'counters/forget',
      description: 'Merges rows whose time is over into one that counts what they counted',
      memoryMegabytes: 512,
      timeout: Duration.seconds(60),
      environment: { STATS_TABLE: counters.tableName, ROW_TABLES: rowTables(forgetful) },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
          resources: forgetful.map(({ table }) => table.tableArn),
        }),
        new PolicyStatement({ actions: ['dynamodb:ConditionCheckItem'], resources: [counters.tableArn] }),
      ],
    });
  }
}

function rowTables(ledgers: readonly RowLedger[]): string {
  return JSON.stringify(ledgers.map(({ domain, table, key }) => ({ domain, table: table.tableName, key })));
}
