import { CfnOutput } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { Api } from '../constructs/api/telar-api.ts';
import type { RowLedger } from '../constructs/counters/row-ledger.ts';
import type { BucketsByContent } from '../constructs/files/file-changes.ts';
import { LogArchive } from '../constructs/logs/log-archive.ts';
import { LogIngestion } from '../constructs/logs/log-ingestion.ts';
import { LogProducer } from '../constructs/logs/log-producer.ts';
import { LogRoutes } from '../constructs/logs/log-routes.ts';
import { LogBatchTable, LogIndexTable } from '../constructs/logs/log-tables.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface LogsStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly counters: ITable;
  readonly api: Api;
}

/** Logs come in, in events or in objects that events name; rows to find them by and an archive come out, by way of log-ingestion. */
export class LogsStack extends TelarStack {
  readonly ledger: RowLedger;
  readonly buckets: BucketsByContent;
  readonly index: ITable;

  constructor(scope: Construct, id: string, props: LogsStackProps) {
    super(scope, id, props);
    const { stage, bus } = props;

    const archive = new LogArchive(this, 'Archive', { stage });
    const index = new LogIndexTable(this, 'Index', { stage });
    this.index = index;
    const batches = new LogBatchTable(this, 'Batches', { stage });
    this.buckets = { logsArchive: archive };
    this.ledger = { domain: 'logs', table: batches, key: 'batchId', forgets: true };
    new LogIngestion(this, 'LogIngestion', { ...props, archive, index, batches });
    new LogRoutes(this, 'Routes', { ...props, archive, index, batches });
    new LogProducer(this, 'Producer', { stage, bus, archive });

    new CfnOutput(this, 'LogArchiveBucketName', {
      value: archive.bucketName,
      description: 'Batches too large for an event go under submitted/; the archive is under logs/',
    });
    new CfnOutput(this, 'LogIndexTableName', { value: index.tableName });
    new CfnOutput(this, 'LogBatchesTableName', { value: batches.tableName });
  }
}
