import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { type MetricSink, noMetrics } from '../../runtime/metrics.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { Messages } from './messages.ts';
import { MoveTasks } from './move-tasks/move-tasks.ts';
import { moveTaskOperations } from './operations/move-tasks.ts';
import { permissionOperations } from './operations/permissions.ts';
import { withQueueInPath } from './operations/queue-in-path.ts';
import { queueOperations } from './operations/queues.ts';
import { receiptOperations } from './operations/receipts.ts';
import { receiveOperations } from './operations/receive.ts';
import { sendOperations } from './operations/send.ts';
import { tagOperations } from './operations/tags.ts';
import { QueueMetrics } from './queue-metrics.ts';
import { Queues } from './queues.ts';
import { queueResource } from './resources/queue.ts';
import { queuePolicyResource } from './resources/queue-policy.ts';
import type { SqsDeps } from './sqs-deps.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  /** `http://localhost:4566`, once the port is known: queue URLs start with it. */
  readonly endpoint: () => string;
  readonly trace: Trace;
  readonly metrics?: MetricSink;
}

const GAPS = [
  'A receive that is tried again with the same ReceiveRequestAttemptId is a new receive.',
  'A queue can be made again as soon as it was deleted; AWS asks for a minute.',
  'Limits of messages in flight are not enforced.',
];

const EXPIRY_INTERVAL_MILLISECONDS = 60_000;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html */
export function createSqs(given: Deps): ServiceDefinition {
  const { store, clock, ids, account, endpoint, trace } = given;
  const queues = new Queues({ store, clock, account });
  const messages = new Messages({ store, clock, ids, queues });
  const queueUrl = (name: string) => `${endpoint()}/${account.id}/${name}`;
  const moveTasks = new MoveTasks({ store, clock, ids, queues, messages, trace });
  const metrics = new QueueMetrics({ queues, messages, clock, metrics: given.metrics ?? noMetrics });
  const deps: SqsDeps = { queues, messages, moveTasks, metrics, clock, queueUrl };
  let cancelExpiry: Cancel = () => {};
  const expire = () => {
    messages.expire();
    cancelExpiry = clock.at(clock.now() + EXPIRY_INTERVAL_MILLISECONDS, expire);
  };
  return {
    name: 'sqs',
    signingName: 'sqs',
    sdk: '@aws-sdk/client-sqs',
    protocol: 'json-1.0',
    targetPrefix: 'AmazonSQS',
    queryCompatible: true,
    xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    operations: [
      ...queueOperations(deps),
      ...sendOperations(deps),
      ...receiveOperations(deps),
      ...receiptOperations(deps),
      ...tagOperations(deps),
      ...permissionOperations(deps),
      ...moveTaskOperations(deps),
    ].map(withQueueInPath),
    resources: [queueResource(queues, queueUrl), queuePolicyResource(queues)],
    gaps: GAPS,
    start() {
      expire();
      moveTasks.start();
      metrics.start();
    },
    stop() {
      cancelExpiry();
      moveTasks.stop();
      metrics.stop();
    },
  };
}
