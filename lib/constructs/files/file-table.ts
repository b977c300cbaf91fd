import type { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { DataTable } from '../data-table.ts';

export interface FileTableProps {
  readonly stage: StageConfig;
}

/**
 * One row for each object in the application's buckets: `telar-<stage>-files`, key `fileId`, a hash of bucket and key.
 *
 * | access pattern | request |
 * |---|---|
 * | bring a file up to date | GetItem, then PutItem with a condition, in the transaction that counts it |
 * | newest first | Query index `newest`, one for each `listShard` ("0" to "3"), descending, merged |
 * | newest first, of one bucket | Query index `by-bucket`, one for each `bucketShard` ("<bucket>#0" …), descending, merged |
 * | recount, every night | Scan in parallel parts |
 *
 * S3 lists a bucket by key alone, a thousand at a time, and counts nothing; so the newest of a million cannot be had from it.
 *
 * `modifiedAtId` is `<modifiedAt>#<fileId>`: the last one seen is the cursor. Rows of files that are gone have no index keys, and are
 * forgotten after two weeks.
 *
 * Writes per second and key: one for each change of an object; the table's key is a hash, never hot. Four shards take 4,000 changes/s of
 * all buckets, and as many of one. Rows are under 1 KB for all but the longest keys.
 */
export class FileTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: FileTableProps) {
    super(scope, id, { stage, name: 'files', partitionKey: 'fileId', timeToLiveAttribute: 'expiresAt' });
    this.addIndex('newest', { partitionKey: 'listShard', sortKey: 'modifiedAtId' });
    this.addIndex('by-bucket', { partitionKey: 'bucketShard', sortKey: 'modifiedAtId' });
  }
}
