import type { GetLogEventsCommandInput, GetLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import { invalidParameter } from '../errors.ts';
import { PAGE_BYTES, PAGE_EVENTS } from '../limits.ts';
import { BEGINNING, EVER, type Position, type StoredEvent } from '../log-events.ts';
import type { LogsParts } from '../parts.ts';
import { logAccess } from './access.ts';
import type { Output } from './output.ts';

const END: Position = { timestamp: EVER, id: EVER };

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const getLogEvents = (parts: LogsParts) =>
  operation<GetLogEventsCommandInput, Output<GetLogEventsCommandOutput>>({
    name: 'GetLogEvents',
    access: logAccess('GetLogEvents', parts),
    run(input) {
      const group = parts.groups.get(input.logGroupIdentifier ?? input.logGroupName);
      const stream = parts.groups.stream(group, input.logStreamName);
      const token = input.nextToken === undefined ? undefined : readToken(input.nextToken);
      const direction = token?.direction ?? (input.startFromHead ? 'after' : 'before');
      const from = token?.position ?? (direction === 'after' ? BEGINNING : END);
      const range = { start: input.startTime ?? 0, end: input.endTime ?? EVER };
      const found = take(parts.events.ofStream(group, stream, range, from, direction), input.limit ?? PAGE_EVENTS);
      const events = direction === 'after' ? found : found.reverse();
      // When there is nothing further, the token is the one that was given: so a reader knows the end, and can ask again.
      const resting = token?.position ?? BEGINNING;
      return {
        events: events.map(({ timestamp, message, ingested_at }) => ({
          timestamp,
          message,
          ingestionTime: ingested_at,
        })),
        nextForwardToken: writeToken('f', events.at(-1) ?? resting),
        nextBackwardToken: writeToken('b', events[0] ?? resting),
      };
    },
  });

function take(events: Iterable<StoredEvent>, limit: number): StoredEvent[] {
  const taken: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    bytes += Buffer.byteLength(event.message);
    if (taken.length >= limit || (taken.length > 0 && bytes > PAGE_BYTES)) break;
    taken.push(event);
  }
  return taken;
}

const writeToken = (direction: 'f' | 'b', { timestamp, id }: Position) => `${direction}/${timestamp}.${id}/s`;

function readToken(token: string): { direction: 'after' | 'before'; position: Position } {
  const [, direction, timestamp, id] = /^([fb])\/(-?\d+)\.(-?\d+)\/s$/.exec(token) ?? [];
  if (!direction) throw invalidParameter('The specified nextToken is invalid.');
  const position = { timestamp: Number(timestamp), id: Number(id) };
  return { direction: direction === 'f' ? 'after' : 'before', position };
}
