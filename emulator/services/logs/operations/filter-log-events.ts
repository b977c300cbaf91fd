import type { FilterLogEventsCommandInput, FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import { invalidParameter } from '../errors.ts';
import { compilePattern } from '../filter-pattern/pattern.ts';
import { PAGE_BYTES, PAGE_EVENTS } from '../limits.ts';
import { BEGINNING, EVER, type Position, type StoredEvent } from '../log-events.ts';
import type { LogGroup } from '../log-groups.ts';
import type { LogsParts } from '../parts.ts';
import { logAccess } from './access.ts';
import type { Output } from './output.ts';

/** Digits of an event id as AWS writes it. */
const EVENT_ID_DIGITS = 56;
/** How many events are looked at before a page ends, with or without a match. */
const SEARCHED_AT_ONCE = 100_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents = (parts: LogsParts) =>
  operation<FilterLogEventsCommandInput, Output<FilterLogEventsCommandOutput>>({
    name: 'FilterLogEvents',
    access: logAccess('FilterLogEvents', parts),
    run(input) {
      const group = parts.groups.get(input.logGroupIdentifier ?? input.logGroupName);
      const names = streamNames(group, input, parts);
      const range = { start: input.startTime ?? 0, end: input.endTime === undefined ? EVER : input.endTime + 1 };
      const after = input.nextToken === undefined ? BEGINNING : readToken(input.nextToken);
      const { found, next } = search(parts.events.ofGroup(group, range, after), input, names);
      return {
        events: found.map((event) => ({
          logStreamName: names.get(event.stream_id),
          timestamp: event.timestamp,
          message: event.message,
          ingestionTime: event.ingested_at,
          eventId: String(event.id).padStart(EVENT_ID_DIGITS, '0'),
        })),
        searchedLogStreams: [],
        ...(next ? { nextToken: writeToken(next) } : {}),
      };
    },
  });

/** Names of the streams that are searched, by id. */
function streamNames(group: LogGroup, input: FilterLogEventsCommandInput, { groups }: LogsParts): Map<number, string> {
  const { logStreamNames, logStreamNamePrefix } = input;
  if (logStreamNames && logStreamNamePrefix !== undefined) {
    throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive.');
  }
  const streams = logStreamNames ? logStreamNames.map((name) => groups.stream(group, name)) : groups.streams(group);
  const wanted = streams.filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ''));
  return new Map(wanted.map(({ id, name }) => [id, name]));
}

function search(events: Iterable<StoredEvent>, input: FilterLogEventsCommandInput, names: ReadonlyMap<number, string>) {
  const matches = compilePattern(input.filterPattern ?? '');
  const limit = input.limit ?? PAGE_EVENTS;
  const found: StoredEvent[] = [];
  let searched = 0;
  let bytes = 0;
  let last: StoredEvent | undefined;
  for (const event of events) {
    if (found.length >= limit || bytes > PAGE_BYTES || searched >= SEARCHED_AT_ONCE) return { found, next: last };
    last = event;
    searched += 1;
    if (!names.has(event.stream_id) || !matches(event.message)) continue;
    found.push(event);
    bytes += Buffer.byteLength(event.message);
  }
  return { found, next: undefined };
}

const writeToken = ({ timestamp, id }: Position) => Buffer.from(`${timestamp}.${id}`).toString('base64url');

function readToken(token: string): Position {
  const [, timestamp, id] = /^(\d+)\.(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (timestamp === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return { timestamp: Number(timestamp), id: Number(id) };
}
