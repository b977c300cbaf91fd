import { BackOff } from '../../event-sources/back-off.ts';
import { compileFilter } from '../../event-sources/filters.ts';
import { QUEUE_CONCURRENCY } from '../../event-sources/limits.ts';
import { waitUntil } from '../../event-sources/pause.ts';
import type { QueueRecord } from '../../event-sources/queue/queue-record.ts';
import { type QueueBatchContext, QueueSource } from '../../event-sources/queue/queue-source.ts';
import type { BatchResult } from './batch-invoker.ts';
import { traceDelivery } from './delivery-trace.ts';
import { eventCounter } from './event-counts.ts';
import type { QueueMapping } from './mapping.ts';
import { describeProblem } from './problems.ts';
import { visibilityTimeout } from './source-check.ts';
import { type RunningSource, roleOf, type SourceDeps } from './source-deps.ts';

const COUNTED = {
  polled: 'PolledEventCount',
  filtered: 'FilteredOutEventCount',
  deleted: 'DeletedEventCount',
} as const;

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function queueRunner(deps: SourceDeps, mapping: QueueMapping): RunningSource {
  const count = eventCounter(deps.metrics, mapping);
  return new QueueSource({
    door: deps.door,
    clock: deps.clock,
    account: deps.account,
    queueArn: mapping.sourceArn,
    principal: () => roleOf(deps, mapping),
    batchSize: mapping.batchSize,
    windowSeconds: mapping.windowSeconds,
    concurrency: mapping.maximumConcurrency ?? QUEUE_CONCURRENCY,
    filter: compileFilter(mapping.filters),
    deliver: (records, context) => deliver(deps, mapping, records, context),
    onProblem: (problem) => describeProblem(deps, mapping, problem),
    count: (event, messages) => count(COUNTED[event], messages),
  });
}

/** Answers the ids of the messages that stay in the queue. */
async function deliver(
  deps: SourceDeps,
  mapping: QueueMapping,
  records: readonly QueueRecord[],
  context: QueueBatchContext,
): Promise<ReadonlySet<string>> {
  const count = eventCounter(deps.metrics, mapping);
  const result = await invoke(deps, mapping, records, context);
  const attempt = Number(records[0]?.attributes.ApproximateReceiveCount ?? 1);
  if (result.kind === 'answered') {
    count('InvokedEventCount', records.length - result.failed.size);
    count('FailedInvokeEventCount', result.failed.size);
    const [outcome, reason] =
      result.failed.size > 0 ? (['retrying', result.failure.message] as const) : (['delivered', undefined] as const);
    traceDelivery(deps, mapping, attempt, outcome, reason);
    return result.failed;
  }
  count('FailedInvokeEventCount', records.length);
  traceDelivery(deps, mapping, attempt, 'retrying', result.kind === 'failed' ? result.failure.message : 'throttled');
  return new Set(records.map(({ messageId }) => messageId));
}

/** Tries again while there is no concurrency for it, for as long as the messages are hidden from others. */
async function invoke(
  deps: SourceDeps,
  mapping: QueueMapping,
  records: readonly QueueRecord[],
  { receivedAt, signal }: QueueBatchContext,
): Promise<BatchResult> {
  const { clock, invoker } = deps;
  const backOff = new BackOff();
  for (;;) {
    const result = await invoker.invoke(mapping, records, ({ messageId }) => messageId);
    if (result.kind !== 'throttled' || signal.aborted) return result;
    const hiddenSeconds = await visibilityTimeout(deps, mapping.sourceArn, roleOf(deps, mapping));
    const next = clock.now() + backOff.next();
    if (next >= receivedAt + hiddenSeconds * 1_000) return result;
    await waitUntil(clock, next, signal);
  }
}
