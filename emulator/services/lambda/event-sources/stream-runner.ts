import { compileFilter } from '../../event-sources/filters.ts';
import type { Delivery, GivenUp, StreamBatch } from '../../event-sources/stream/retry.ts';
import { createdAt, sequenceOf } from '../../event-sources/stream/stream-record.ts';
import { StreamSource } from '../../event-sources/stream/stream-source.ts';
import { functionArn } from '../functions/function-name.ts';
import type { Failure } from './batch-invoker.ts';
import { traceDelivery } from './delivery-trace.ts';
import { eventCounter } from './event-counts.ts';
import { tellDestination } from './failure-destination.ts';
import { failureRecord } from './failure-record.ts';
import type { StreamMapping } from './mapping.ts';
import { describeProblem } from './problems.ts';
import { type RunningSource, readerName, roleOf, type SourceDeps } from './source-deps.ts';

const COUNTED = { polled: 'PolledEventCount', filtered: 'FilteredOutEventCount' } as const;

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 *
 * @param report told the mapping's `LastProcessingResult`
 */
export function streamRunner(
  deps: SourceDeps,
  mapping: StreamMapping,
  report: (result: string) => void,
): RunningSource {
  const count = eventCounter(deps.metrics, mapping);
  return new StreamSource<Failure>({
    door: deps.door,
    clock: deps.clock,
    streams: deps.streams,
    checkpoints: deps.checkpoints,
    streamArn: mapping.sourceArn,
    reader: readerName(mapping.uuid),
    principal: () => roleOf(deps, mapping),
    startingPosition: mapping.startingPosition,
    batchSize: mapping.batchSize,
    windowSeconds: mapping.windowSeconds,
    lanes: mapping.parallelizationFactor,
    filter: compileFilter(mapping.filters),
    retry: mapping.retry,
    deliver: async (batch) => {
      const delivery = await deliver(deps, mapping, batch);
      if (delivery.kind !== 'busy') report(delivery.kind === 'worked' ? 'OK' : 'PROBLEM: Function call failed');
      return delivery;
    },
    giveUp: (givenUp) => giveUp(deps, mapping, givenUp),
    onProblem: (problem) => report(describeProblem(deps, mapping, problem)),
    count: (event, records) => count(COUNTED[event], records),
  });
}

async function deliver(deps: SourceDeps, mapping: StreamMapping, batch: StreamBatch): Promise<Delivery<Failure>> {
  const { records, attempt } = batch;
  measureAge(deps, mapping, batch);
  const count = eventCounter(deps.metrics, mapping);
  const result = await deps.invoker.invoke(mapping, records, sequenceOf);
  if (result.kind === 'throttled') return { kind: 'busy' };
  const { failure } = result;
  const [firstFailed] = result.kind === 'answered' ? [...result.failed].sort() : [];
  if (result.kind === 'answered' && firstFailed === undefined) {
    count('InvokedEventCount', records.length);
    traceDelivery(deps, mapping, attempt, 'delivered');
    return { kind: 'worked' };
  }
  count('FailedInvokeEventCount', records.length);
  traceDelivery(deps, mapping, attempt, 'retrying', failure.message);
  return { kind: 'failed', failure, ...(firstFailed === undefined ? {} : { firstFailed }) };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html: the age of the last record of a batch. */
function measureAge({ metrics, clock }: SourceDeps, { function: { name } }: StreamMapping, { records }: StreamBatch) {
  const last = records.at(-1);
  if (!last) return;
  const age = Math.max(0, clock.now() - createdAt(last));
  metrics.put('AWS/Lambda', 'IteratorAge', { FunctionName: name }, age, 'Milliseconds');
}

async function giveUp(deps: SourceDeps, mapping: StreamMapping, givenUp: GivenUp<Failure>): Promise<void> {
  const { records, reason, tries } = givenUp;
  const count = eventCounter(deps.metrics, mapping);
  if (!mapping.onFailure) {
    count('DroppedEventCount', records.length);
    traceDelivery(deps, mapping, tries, 'dropped', reason);
    return;
  }
  try {
    await tellDestination(deps, {
      target: mapping.onFailure,
      principal: roleOf(deps, mapping),
      mappingUuid: mapping.uuid,
      records,
      record: failureRecord(givenUp, {
        functionArn: functionArn(deps.account, mapping.function),
        streamArn: mapping.sourceArn,
        requestId: deps.ids.uuid(),
        now: deps.clock.now(),
      }),
    });
    count('OnFailureDestinationDeliveredEventCount', records.length);
    traceDelivery(deps, mapping, tries, 'dead-lettered', reason);
  } catch (error) {
    count('DroppedEventCount', records.length);
    traceDelivery(deps, mapping, tries, 'dropped', `${reason}; ${describeProblem(deps, mapping, error)}`);
  }
}
