import type { Access } from '../../door/operation.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Messages } from './messages.ts';
import type { MoveTasks } from './move-tasks/move-tasks.ts';
import type { QueueMetrics } from './queue-metrics.ts';
import type { Queues } from './queues.ts';

/** What the operations take. */
export interface SqsDeps {
  readonly queues: Queues;
  readonly messages: Messages;
  readonly moveTasks: MoveTasks;
  readonly metrics: QueueMetrics;
  readonly clock: Clock;
  /** The URL that clients address a queue by. */
  readonly queueUrl: (name: string) => string;
}

/** What a queue operation asks of policies: the action on the queue, with the queue's own policy. */
export const queueAccess =
  (queues: Queues) =>
  (action: string, urlOrName: string | undefined): Access[] => {
    const queue = queues.find(urlOrName?.slice(urlOrName.lastIndexOf('/') + 1) ?? '');
    return [{ action: `sqs:${action}`, resource: queues.arnOf(urlOrName), resourcePolicy: queue?.settings.policy }];
  };
