import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { BATCH_BYTES, BATCH_EVENTS, EVENT_OVERHEAD_BYTES } from '../limits.ts';

/** Events in the order given, in batches of what one PutLogEvents takes. */
export function* batches(events: readonly InputLogEvent[]): Generator<InputLogEvent[]> {
  let batch: InputLogEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(event.message ?? '') + EVENT_OVERHEAD_BYTES;
    if (batch.length > 0 && (batch.length >= BATCH_EVENTS || bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
