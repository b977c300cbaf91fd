import type { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { DataTable } from '../data-table.ts';

export interface IdempotencyTableProps {
  readonly stage: StageConfig;
}

/**
 * What was answered to writes that carried an Idempotency-Key: `telar-<stage>-answers`, key `requestKey`, a hash of user, route and key.
 *
 * | access pattern | request |
 * |---|---|
 * | the first with this key, or what it was answered | PutItem with a condition that gives back what is there |
 * | what the first was answered | UpdateItem |
 *
 * Writes per second and key: two in the life of a request; the key is a hash, never hot. Rows are forgotten after a day.
 */
export class IdempotencyTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: IdempotencyTableProps) {
    super(scope, id, { stage, name: 'answers', partitionKey: 'requestKey', timeToLiveAttribute: 'expiresAt' });
  }
}
