import type {
  InputLogEvent,
  PutLogEventsCommandInput,
  PutLogEventsCommandOutput,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import { putEmbeddedMetrics } from '../emf.ts';
import { constraintBroken, invalidParameter, missing } from '../errors.ts';
import {
  BATCH_BYTES,
  BATCH_EVENTS,
  BATCH_SPAN_MILLISECONDS,
  EVENT_BYTES,
  EVENT_OVERHEAD_BYTES,
  TOO_NEW_MILLISECONDS,
  TOO_OLD_MILLISECONDS,
} from '../limits.ts';
import type { NewEvent } from '../log-events.ts';
import type { LogGroup } from '../log-groups.ts';
import type { LogsParts } from '../parts.ts';
import { logAccess } from './access.ts';
import type { Output } from './output.ts';

const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents = (parts: LogsParts) =>
  operation<PutLogEventsCommandInput, Output<PutLogEventsCommandOutput>>({
    name: 'PutLogEvents',
    access: logAccess('PutLogEvents', parts),
    run({ logGroupName, logStreamName, logEvents }) {
      const group = parts.groups.get(logGroupName);
      const stream = parts.groups.stream(group, logStreamName);
      const events = checkBatch(logEvents);
      const { accepted, rejected } = sift(events, group, parts.clock.now());
      parts.events.append(stream, accepted);
      for (const { message, timestamp } of accepted) {
        putEmbeddedMetrics(message, parts.metrics);
        parts.metricFilters.apply(group, message, timestamp);
      }
      return { nextSequenceToken: String(stream.id), ...(rejected ? { rejectedLogEventsInfo: rejected } : {}) };
    },
  });

/** @throws AwsError InvalidParameterException for what makes AWS refuse the batch as a whole */
function checkBatch(logEvents: readonly InputLogEvent[] | undefined): NewEvent[] {
  if (!logEvents) throw missing('logEvents');
  if (logEvents.length === 0 || logEvents.length > BATCH_EVENTS) {
    throw constraintBroken(
      `${logEvents.length} events`,
      'logEvents',
      `Member must have length between 1 and ${BATCH_EVENTS}`,
    );
  }
  const events = logEvents.map(({ timestamp, message }, index) => {
    if (timestamp === undefined) throw missing(`logEvents.${index + 1}.member.timestamp`);
    if (!message) {
      const constraint = 'Member must have length greater than or equal to 1';
      throw constraintBroken(message ?? null, `logEvents.${index + 1}.member.message`, constraint);
    }
    return { timestamp, message };
  });
  checkSizes(events);
  checkOrder(events);
  return events;
}

function checkSizes(events: readonly NewEvent[]): void {
  let bytes = 0;
  for (const { message } of events) {
    const size = Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    if (size > EVENT_BYTES)
      throw invalidParameter(`Log event too large: ${size} bytes exceeds limit of ${EVENT_BYTES}`);
    bytes += size;
  }
  if (bytes > BATCH_BYTES) throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${BATCH_BYTES}`);
}

function checkOrder(events: readonly NewEvent[]): void {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return;
  const disordered = events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? timestamp));
  if (disordered) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  if (last.timestamp - first.timestamp > BATCH_SPAN_MILLISECONDS) {
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
}

/** Parts the events that are taken from those at either end that are too old or too new. */
function sift(events: readonly NewEvent[], { retentionDays }: LogGroup, now: number) {
  const expiry = retentionDays === undefined ? Number.NEGATIVE_INFINITY : now - retentionDays * DAY_MILLISECONDS;
  const before = (limit: number) => events.filter(({ timestamp }) => timestamp < limit).length;
  const expired = before(expiry);
  const tooOld = before(now - TOO_OLD_MILLISECONDS);
  const tooNew = before(now + TOO_NEW_MILLISECONDS + 1);
  const rejected: RejectedLogEventsInfo = {
    ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(tooNew < events.length ? { tooNewLogEventStartIndex: tooNew } : {}),
  };
  const accepted = events.slice(Math.max(expired, tooOld), tooNew);
  return { accepted, rejected: Object.keys(rejected).length > 0 ? rejected : undefined };
}
