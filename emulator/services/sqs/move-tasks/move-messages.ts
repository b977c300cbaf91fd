import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Messages } from '../messages.ts';
import type { Queue, Queues } from '../queues.ts';
import { readAttributes } from '../stored-attributes.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly messages: Messages;
}

interface Row {
  readonly id: number;
  readonly body: string;
  readonly attributes: string;
  readonly system_attributes: string;
  readonly sender: string;
  readonly group_id: string | null;
  readonly deduplication_id: string | null;
  readonly source_arn: string | null;
}

/**
 * Moves messages that are visible in a dead-letter queue, the oldest first. Where they arrive they are new messages,
 * with an id and a time of their own
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html).
 *
 * @param destination ARN; undefined for the queues that the messages came from
 * @returns how many were moved, and why the next one could not be
 */
export async function moveMessages(
  deps: Deps,
  source: Queue,
  destination: string | undefined,
  count: number,
): Promise<{ readonly moved: number; readonly failure?: string }> {
  const rows = deps.store.all<Row>(
    'SELECT * FROM sqs_messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?',
    source.name,
    deps.clock.now(),
    count,
  );
  let moved = 0;
  for (const [arn, group] of groupBy(rows, (row) => destination ?? row.source_arn ?? '')) {
    if (arn === '') return { moved, failure: 'CouldNotDetermineMessageSource' };
    const queue = deps.queues.findByArn(arn);
    if (!queue) return { moved, failure: 'AWS.SimpleQueueService.NonExistentQueue' };
    await deps.messages.sending(queue, () => {
      for (const row of group) moveOne(deps, queue, row);
    });
    moved += group.length;
  }
  return { moved };
}

function moveOne({ store, messages }: Deps, queue: Queue, row: Row): void {
  // Gone when a consumer was faster.
  if (store.run('DELETE FROM sqs_messages WHERE id = ?', row.id) === 0) return;
  messages.insert(queue, {
    body: row.body,
    attributes: readAttributes(row.attributes),
    systemAttributes: readAttributes(row.system_attributes),
    sender: row.sender,
    groupId: row.group_id ?? undefined,
    deduplicationId: row.deduplication_id ?? undefined,
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
