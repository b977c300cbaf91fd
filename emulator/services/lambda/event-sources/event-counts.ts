import type { MetricSink } from '../../../runtime/metrics.ts';
import type { Mapping } from './mapping.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics */
export type EventCount =
  | 'PolledEventCount'
  | 'FilteredOutEventCount'
  | 'InvokedEventCount'
  | 'FailedInvokeEventCount'
  | 'DroppedEventCount'
  | 'OnFailureDestinationDeliveredEventCount'
  | 'DeletedEventCount';

/** Counts what becomes of a mapping's events, when it is configured to. */
export function eventCounter(metrics: MetricSink, { uuid, countsEvents }: Mapping) {
  return (name: EventCount, events: number): void => {
    if (!countsEvents || events === 0) return;
    metrics.put('AWS/Lambda', name, { EventSourceMappingUUID: uuid }, events, 'Count');
  };
}
