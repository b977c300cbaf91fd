import * as z from 'zod';
import { LOG_LEVELS, type LogLevel } from '../../../events/log-level.ts';
import { MAX_NAME_CHARACTERS } from '../../../events/logs-submitted/v1.ts';
import { RejectedError } from '../../shared/rejection.ts';
import type { Log } from '../log.ts';

/** Why an entry cannot be taken. */
export type EntryRejectionCode =
  | 'MalformedLine'
  | 'NotALog'
  | 'UnknownLevel'
  | 'MissingMessage'
  | 'InvalidTimestamp'
  | 'TimestampInFuture'
  | 'InvalidName';

export class EntryRejectedError extends RejectedError {
  override readonly name = 'EntryRejectedError';

  constructor(code: EntryRejectionCode, message: string) {
    super(code, message);
  }
}

/** A line of a file that is not JSON. */
export class MalformedLine {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export interface EntryContext {
  readonly logId: string;
  readonly receivedAt: Date;
}

/**
 * Makes a log of what a program sent: levels in capitals, times in UTC, defaults for what was left out. What we have no field for goes
 * to `attributes`, so that the archive loses nothing.
 *
 * @throws EntryRejectedError
 */
export function normalizeEntry(entry: unknown, { logId, receivedAt }: EntryContext): Log {
  const { level, message, service, user_id, timestamp, attributes, ...others } = fieldsOf(entry);
  const extra = { ...(isFields(attributes) ? attributes : { attributes }), ...others };
  return {
    logId,
    timestamp: timeOf(timestamp, receivedAt).toISOString(),
    level: levelOf(level),
    service: nameOf('service', service, 'unknown'),
    userId: nameOf('user_id', user_id, 'anonymous'),
    message: messageOf(message),
    ...(Object.values(extra).some((value) => value !== undefined) && { attributes: extra }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(entry: unknown): Fields {
  if (isFields(entry)) return entry;
  if (entry instanceof MalformedLine) throw new EntryRejectedError('MalformedLine', 'the line is not JSON');
  throw new EntryRejectedError('NotALog', `a log is an object, not ${nameOfType(entry)}`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof MalformedLine);
}

function nameOfType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

const LEVEL_NAMES: ReadonlyMap<unknown, LogLevel> = new Map<unknown, LogLevel>([
  ...LOG_LEVELS.map((level) => [level, level] as const),
  ['WARN', 'WARNING'],
]);

function levelOf(value: unknown): LogLevel {
  if (isLeftOut(value)) return 'INFO';
  const level = LEVEL_NAMES.get(typeof value === 'string' ? value.trim().toUpperCase() : value);
  if (!level)
    throw new EntryRejectedError('UnknownLevel', `level is ${quoted(value)}; we know ${LOG_LEVELS.join(', ')}`);
  return level;
}

function messageOf(value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new EntryRejectedError(
    'MissingMessage',
    isLeftOut(value) ? 'there is no message' : `message is ${quoted(value)}`,
  );
}

function nameOf(field: string, value: unknown, otherwise: string): string {
  if (isLeftOut(value) || value === '') return otherwise;
  const name = typeof value === 'number' ? String(value) : value;
  if (typeof name !== 'string') throw new EntryRejectedError('InvalidName', `${field} is ${quoted(value)}, not text`);
  if (name.length <= MAX_NAME_CHARACTERS) return name;
  throw new EntryRejectedError(
    'InvalidName',
    `${field} has ${name.length} characters; at most ${MAX_NAME_CHARACTERS} are taken`,
  );
}

/**
 * Clocks are wrong by minutes and zones by hours; what is further ahead is a mistake. The limit is that of CloudWatch Logs:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
const MAX_AHEAD_MILLISECONDS = 2 * 60 * 60 * 1000;

const isoTime = z.iso.datetime({ offset: true, local: true });

function timeOf(value: unknown, receivedAt: Date): Date {
  if (isLeftOut(value)) return receivedAt;
  const time = parseTime(value);
  if (!time || Number.isNaN(time.getTime())) {
    throw new EntryRejectedError(
      'InvalidTimestamp',
      `timestamp is ${quoted(value)}, neither ISO 8601 nor milliseconds since 1970`,
    );
  }
  if (time.getTime() - receivedAt.getTime() > MAX_AHEAD_MILLISECONDS) {
    throw new EntryRejectedError('TimestampInFuture', `timestamp is ${quoted(value)}, more than two hours ahead`);
  }
  return time;
}

function parseTime(value: unknown): Date | undefined {
  if (typeof value === 'number') return value >= 0 ? new Date(value) : undefined;
  if (typeof value !== 'string' || !isoTime.safeParse(value).success) return undefined;
  // A time without a zone is in UTC, whatever the zone of this machine.
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`);
}

function isLeftOut(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

const MAX_QUOTED_CHARACTERS = 40;

/** As JSON, as much of it as a reason has room for. */
function quoted(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length <= MAX_QUOTED_CHARACTERS ? json : `${json.slice(0, MAX_QUOTED_CHARACTERS).toWellFormed()}…`;
}
