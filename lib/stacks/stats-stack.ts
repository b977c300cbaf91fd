import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { DataTable } from '../constructs/data-table.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

/**
 * The counters of all domains, kept exactly: whoever writes a row adds to its counter in the same transaction.
 *
 * Key `counter`: `<domain>#<shard>`; attributes are numbers that only ever get added to:
 *
 * | domain | counts |
 * |---|---|
 * | images | total, successful, failed, and the bytes of the originals that were processed |
 * | logs | total, debug, info, warning, error, critical, the bytes of the archive, setAside; batches, rejectedBatches, failedBatches |
 * | notifications | total, successful, failed, low, normal, high, urgent |
 * | files | for each bucket, by what it holds: imagesOriginalObjects, imagesOriginalBytes … |
 *
 * Beside them, `epoch` says when the last recount began, and `repairedIn` in which epoch one last found something wrong
 * (functions/shared/ledger/epoch.ts).
 *
 * | access pattern | request |
 * |---|---|
 * | count a fact | UpdateItem ADD inside the transaction that writes the fact |
 * | read the totals of domains | one BatchGetItem of their shards, summed |
 * | begin a recount, repair | UpdateItem with a condition |
 *
 * Writes per second and key: a counter takes what one key takes, 1,000/s, and concurrent transactions on one item cancel each other,
 * so that each domain spreads its facts over 16 shards by the last hexadecimal digit of the fact's id.
 */
export class StatsStack extends TelarStack {
  readonly counters: ITable;

  constructor(scope: Construct, id: string, props: TelarStackProps) {
    super(scope, id, props);
    this.counters = new DataTable(this, 'Counters', {
      stage: props.stage,
      name: 'stats',
      partitionKey: 'counter',
    });
  }
}
