import type { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { DataTable } from '../data-table.ts';

export interface ImageTableProps {
  readonly stage: StageConfig;
}

/**
 * One row for each image: `telar-<stage>-images`, key `imageId`.
 *
 * | access pattern | request |
 * |---|---|
 * | one image | GetItem `imageId` |
 * | newest first | Query index `newest`, one for each `listShard` ("0" to "3"), descending, merged |
 * | newest first, of one status | Query index `by-status`, one for each `statusShard` ("completed#0" …), descending, merged |
 *
 * `uploadedAtId` is `<uploadedAt>#<imageId>`: two images of the same millisecond are two entries, and the last one seen is the cursor.
 *
 * Writes per second and key: the table's key is a hash, never hot. An index keyed by status alone, or by day, would take every write of
 * the moment on one key, and a throttled index throttles its table; four shards take 4,000 images/s (1,000 writes/s a key), and a page
 * costs four queries. Rows stay under 1 KB, so that projecting all attributes costs the same write as projecting some.
 */
export class ImageTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: ImageTableProps) {
    super(scope, id, { stage, name: 'images', partitionKey: 'imageId' });
    this.addIndex('newest', { partitionKey: 'listShard', sortKey: 'uploadedAtId' });
    this.addIndex('by-status', { partitionKey: 'statusShard', sortKey: 'uploadedAtId' });
  }
}
