import { Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { DeadLetterQueue } from '../dead-letter-queue.ts';
import { acknowledgeAnyObject, readObjects } from '../object-access.ts';
import { RecordFunction } from '../record-function.ts';
import { untilDelivered } from '../until-delivered.ts';

/** The buckets of the application by what they hold, in camel case: `imagesOriginal`. They announce their changes. */
export type BucketsByContent = Readonly<Record<string, IBucket>>;

export interface FileChangesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly buckets: BucketsByContent;
  readonly table: ITable;
  readonly counters: ITable;
}

/** A message that fails so often is of a fault of ours; it waits in the dead letters for somebody to mend that and send it again. */
const MAX_RECEIVE_COUNT = 8;

/** Whoever looks at files waits a second longer for the newest, and a burst of changes costs a tenth of the invocations. */
const BATCHING_WINDOW = Duration.seconds(1);
const BATCH_SIZE = 25;

/** To look at an object may take as long as a call to S3 may. */
const TIMEOUT = Duration.seconds(20);

/** As AWS recommends: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_TIMEOUT = Duration.seconds(6 * TIMEOUT.toSeconds() + BATCHING_WINDOW.toSeconds());

/** Each batch writes to the same 16 counters: more at once would be in each other's way. */
const MAX_CONCURRENCY = 5;

/**
 * What changes in the buckets, brought into the table of files one by one:
 *
 *     S3 → rule → queue → function, 25 changes at once
 *            └──────┴ what cannot be delivered, or recorded → telar-<stage>-files-dead-letters
 *
 * A queue and not a workflow: there is one step, it is done as often as all the others together, and nobody would look at its executions.
 */
export class FileChanges extends Construct {
  constructor(scope: Construct, id: string, props: FileChangesProps) {
    super(scope, id);
    const { stage, buckets } = props;
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, of: 'files' });
    const queue = new Queue(this, 'Queue', {
      queueName: physicalName(stage, 'files'),
      visibilityTimeout: VISIBILITY_TIMEOUT,
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: MAX_RECEIVE_COUNT },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: stage.removalPolicy,
    });
    const rule = new Rule(this, 'Changed', {
      ruleName: physicalName(stage, 'files-changed'),
      description: 'An object came into a bucket of the application, or left it',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created', 'Object Deleted'],
        detail: { bucket: { name: Object.values(buckets).map(({ bucketName }) => bucketName) } },
      },
    });
    rule.addTarget(new SqsQueue(queue, untilDelivered(deadLetters.queue)));
    this.addRecord(props).called.addEventSource(
      new SqsEventSource(queue, {
        batchSize: BATCH_SIZE,
        maxBatchingWindow: BATCHING_WINDOW,
        maxConcurrency: MAX_CONCURRENCY,
        reportBatchItemFailures: true,
      }),
    );
  }

  private addRecord({ stage, bundles, buckets, table, counters }: FileChangesProps): RecordFunction {
    const names = Object.entries(buckets).map(([holds, { bucketName }]) => [bucketName, holds] as const);
    const record = new RecordFunction(this, 'Record', {
      stage,
      bundles,
      source: 'files/record',
      description: 'Writes what became of an object in a bucket, and counts it, once',
      timeout: TIMEOUT,
      table: { variable: 'FILES_TABLE', table },
      counters,
      environment: { BUCKETS: Stack.of(this).toJsonString(Object.fromEntries(names)) },
    });
    for (const bucket of Object.values(buckets)) {
      // It asks for no more than what is known of an object, which S3 allows to those who may read it.
      for (const statement of readObjects(bucket)) record.lambdaFunction.addToRolePolicy(statement);
      acknowledgeAnyObject(record, bucket);
    }
    return record;
  }
}
