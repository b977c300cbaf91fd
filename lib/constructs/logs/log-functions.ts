import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PREFIXES } from '../../../functions/logs/prefixes.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { acknowledgeAnyObject, readObjects, writeObjects } from '../object-access.ts';
import { RecordFunction } from '../record-function.ts';
import { ServiceFunction } from '../service-function.ts';

export interface LogFunctionsProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  /** A row for each log. */
  readonly index: ITable;
  /** A row for each batch. */
  readonly batches: ITable;
  readonly archive: IBucket;
  readonly counters: ITable;
}

/** The four functions that know about logs. */
export class LogFunctions extends Construct {
  readonly normalizeFunction: ServiceFunction;
  readonly indexFunction: ServiceFunction;
  readonly archiveFunction: ServiceFunction;
  readonly recordFunction: ServiceFunction;

  constructor(scope: Construct, id: string, props: LogFunctionsProps) {
    super(scope, id);
    this.normalizeFunction = this.addNormalize(props);
    this.indexFunction = this.addIndex(props);
    this.archiveFunction = this.addArchive(props);
    this.recordFunction = this.addRecord(props);
  }

  get arns(): string[] {
    return [this.normalizeFunction.arn, this.indexFunction.arn, this.archiveFunction.arn, this.recordFunction.arn];
  }

  private addNormalize({ stage, bundles, archive }: LogFunctionsProps): ServiceFunction {
    const normalize = new ServiceFunction(this, 'Normalize', {
      stage,
      bundles,
      source: 'logs/normalize',
      description: 'Makes logs of what was submitted, and sets aside what cannot be one',
      memoryMegabytes: stage.logs.batchMemoryMegabytes,
      // The largest batch is fetched, parsed and left for the next steps in about three seconds.
      timeout: Duration.seconds(20),
      environment: {
        ARCHIVE_BUCKET: archive.bucketName,
        MAX_BATCH_BYTES: String(stage.logs.maxBatchBytes),
        MAX_BATCH_ENTRIES: String(stage.logs.maxBatchEntries),
      },
      permissions: [...readObjects(archive, PREFIXES.submitted), writeObjects(archive, PREFIXES.inTransit)],
    });
    acknowledgeAnyObject(normalize, archive, PREFIXES.submitted);
    acknowledgeAnyObject(normalize, archive, PREFIXES.inTransit);
    return normalize;
  }

  private addIndex({ stage, bundles, archive, index }: LogFunctionsProps): ServiceFunction {
    const indexFunction = new ServiceFunction(this, 'Index', {
      stage,
      bundles,
      source: 'logs/index',
      description: 'Writes a row for each log of a batch',
      memoryMegabytes: stage.logs.batchMemoryMegabytes,
      // A thousand writes of 25 rows, eight at once, and time to wait when DynamoDB has to catch up.
      timeout: Duration.seconds(60),
      environment: {
        LOG_INDEX_TABLE: index.tableName,
        RETENTION_SECONDS: String(stage.logs.indexRetention.toSeconds()),
      },
      permissions: [
        ...readObjects(archive, PREFIXES.inTransit),
        new PolicyStatement({ actions: ['dynamodb:BatchWriteItem'], resources: [index.tableArn] }),
      ],
    });
    acknowledgeAnyObject(indexFunction, archive, PREFIXES.inTransit);
    return indexFunction;
  }

  private addArchive({ stage, bundles, archive }: LogFunctionsProps): ServiceFunction {
    const archiveFunction = new ServiceFunction(this, 'Archive', {
      stage,
      bundles,
      source: 'logs/archive',
      description: 'Puts a batch into the archive, gzip, one log a line',
      memoryMegabytes: stage.logs.batchMemoryMegabytes,
      // To compress the largest batch takes less than a second.
      timeout: Duration.seconds(20),
      environment: { ARCHIVE_BUCKET: archive.bucketName },
      permissions: [
        ...readObjects(archive, PREFIXES.inTransit),
        writeObjects(archive, PREFIXES.archive),
        writeObjects(archive, PREFIXES.setAside),
      ],
    });
    acknowledgeAnyObject(archiveFunction, archive, PREFIXES.inTransit);
    acknowledgeAnyObject(archiveFunction, archive, PREFIXES.archive);
    acknowledgeAnyObject(archiveFunction, archive, PREFIXES.setAside);
    return archiveFunction;
  }

  private addRecord({ stage, bundles, batches, counters }: LogFunctionsProps): RecordFunction {
    return new RecordFunction(this, 'Record', {
      stage,
      bundles,
      source: 'logs/record',
      description: 'Writes what became of a batch, and counts its logs, once',
      table: { variable: 'LOG_BATCHES_TABLE', table: batches },
      counters,
      environment: { RETENTION_SECONDS: String(stage.logs.indexRetention.toSeconds()) },
    });
  }
}
