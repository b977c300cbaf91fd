import type { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { DataTable } from '../data-table.ts';

export interface NotificationTableProps {
  readonly stage: StageConfig;
}

/**
 * One row for each notification to each recipient, and for each request that made no sense: `telar-<stage>-notifications`, key
 * `notificationId`.
 *
 * | access pattern | request |
 * |---|---|
 * | claim one, or find it claimed | UpdateItem `notificationId` with a condition |
 * | one notification | GetItem `notificationId` |
 * | newest first | Query index `newest`, one for each `listShard` ("0" to "3"), descending, merged |
 * | of a day | the same, with `createdAtId` between two times |
 * | of one recipient, newest first | Query index `by-recipient`, descending |
 *
 * `createdAtId` is `<createdAt>#<notificationId>`: the last one seen is the cursor.
 *
 * Writes per second and key: two in the life of a notification; the table's key is a hash, never hot. Four shards take 4,000 writes/s
 * (2,000 notifications/s) of `newest`. A recipient is a key of `by-recipient`: 500 notifications a second to one person is more than
 * anybody reads. A message of the size they mostly have keeps a row under 1 KB; the largest there may be costs 66 times as much.
 */
export class NotificationTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: NotificationTableProps) {
    super(scope, id, { stage, name: 'notifications', partitionKey: 'notificationId' });
    this.addIndex('newest', { partitionKey: 'listShard', sortKey: 'createdAtId' });
    this.addIndex('by-recipient', { partitionKey: 'recipient', sortKey: 'createdAtId' });
  }
}
