import type { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { DataTable } from '../data-table.ts';

export interface LogTableProps {
  readonly stage: StageConfig;
}

/**
 * One row for each log: `telar-<stage>-log-index`, key `levelShard` and `timestampId`.
 *
 * | access pattern | request |
 * |---|---|
 * | newest first, of one level | Query, one for each `levelShard` ("ERROR#0" to "ERROR#3"), descending, merged |
 * | newest first, of all levels | the same for the five levels |
 * | newest first, of one service and level | Query index `by-service`, one for each `serviceShard` ("orders#ERROR#0" …), descending, merged |
 * | newest first, of one service | the same for the five levels |
 * | of a time span | any of these, with `timestampId` between two times |
 *
 * `timestampId` is `<timestamp>#<logId>`, so that logs of the same millisecond are rows of their own; within a batch they stay in
 * their order. The last one seen is the cursor.
 *
 * Writes per second and key: 1,000, so that four shards take 4,000 logs/s of one level and of one service. The day is not part of the
 * key: at any moment all writes go to the same day, and a list would have to guess on which day there were logs. Rows stay under 1 KB
 * (a message has at most 100 characters here), so that a log costs two writes, and are forgotten after the retention of the stage.
 */
export class LogIndexTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: LogTableProps) {
    super(scope, id, {
      stage,
      name: 'log-index',
      partitionKey: 'levelShard',
      sortKey: 'timestampId',
      timeToLiveAttribute: 'expiresAt',
    });
    this.addIndex('by-service', { partitionKey: 'serviceShard', sortKey: 'timestampId' });
  }
}

/**
 * One row for each batch of logs: `telar-<stage>-log-batches`, key `batchId`. It is what makes a repetition harmless: it keeps the time
 * the batch came in for the first time, and what it has added to the counters.
 *
 * | access pattern | request |
 * |---|---|
 * | open a batch, or find it opened | UpdateItem `batchId` |
 * | what became of a batch, and why | GetItem `batchId` |
 * | recount, every night | Scan in parallel parts |
 *
 * Writes per second and key: three in the life of a batch; the key is a hash, never hot. DynamoDB's own time to live is not switched on:
 * rows that vanish by themselves would take with them what they have counted. The workflow reconcile forgets them after `expiresAt`, and
 * keeps their counts in 16 rows, `forgotten-logs#0` to `#f`.
 */
export class LogBatchTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: LogTableProps) {
    super(scope, id, { stage, name: 'log-batches', partitionKey: 'batchId' });
  }
}
