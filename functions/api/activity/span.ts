import { type FieldProblem, InvalidRequest } from '../../shared/http/problem.ts';

/** A span of time, in whole periods. Times are milliseconds since 1970. */
export interface ActivitySpan {
  readonly start: number;
  /** Not in it any more. */
  readonly end: number;
  readonly periodSeconds: number;
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const DAY_MILLISECONDS = DAY_SECONDS * 1000;

export const PERIODS_SECONDS = [
  MINUTE_SECONDS,
  5 * MINUTE_SECONDS,
  15 * MINUTE_SECONDS,
  HOUR_SECONDS,
  6 * HOUR_SECONDS,
  DAY_SECONDS,
] as const;

/** More points than a screen has pixels for tell nobody more. */
export const MAX_POINTS = 750;
/** What is still easily read. */
const READABLE_POINTS = 130;

/** For how long CloudWatch keeps what it has heard, by the minute and by five minutes; by the hour it keeps it for 15 months: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const KEPT_BY_MINUTE_DAYS = 15;
const KEPT_BY_FIVE_MINUTES_DAYS = 63;
const KEPT_DAYS = 455;

export interface AskedSpan {
  /** ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly period?: number | undefined;
}

/**
 * The periods that are asked for. They begin on the clock, at full minutes or hours, so that all who ask within one are answered the same.
 *
 * @throws InvalidRequest when there are none of them, too many, or shorter ones than there are any more
 */
export function activitySpan(asked: AskedSpan, now: Date): ActivitySpan {
  const to = Math.min(asked.to === undefined ? now.getTime() : Date.parse(asked.to), now.getTime());
  const from = asked.from === undefined ? to - DAY_MILLISECONDS : Date.parse(asked.from);
  const ageDays = (now.getTime() - from) / DAY_MILLISECONDS;
  if (from >= to) throw wrong('from', `must be before ${asked.to === undefined ? 'now' : '`to`, and before now'}`);
  if (ageDays > KEPT_DAYS) throw wrong('from', `must be at most ${KEPT_DAYS} days ago; nothing older is kept`);

  const shortest = shortestKept(ageDays);
  const seconds = (to - from) / 1000;
  const readable = PERIODS_SECONDS.find((period) => period >= shortest && seconds / period <= READABLE_POINTS);
  const periodSeconds = asked.period ?? readable ?? DAY_SECONDS;
  if (periodSeconds < shortest) {
    throw wrong('period', `must be at least ${shortest} for times that are ${Math.floor(ageDays)} days ago`);
  }
  const period = periodSeconds * 1000;
  const start = Math.floor(from / period) * period;
  const end = Math.ceil(to / period) * period;
  const points = (end - start) / period;
  if (points <= MAX_POINTS) return { start, end, periodSeconds };
  throw wrong('period', `must be longer: there would be ${points} periods, and at most ${MAX_POINTS} are answered`);
}

function shortestKept(ageDays: number): number {
  if (ageDays <= KEPT_BY_MINUTE_DAYS) return MINUTE_SECONDS;
  return ageDays <= KEPT_BY_FIVE_MINUTES_DAYS ? 5 * MINUTE_SECONDS : HOUR_SECONDS;
}

function wrong(name: string, message: string): InvalidRequest {
  const problem: FieldProblem = { field: `query.${name}`, message };
  return new InvalidRequest([problem]);
}

/** When each period begins. */
export function timesOf({ start, end, periodSeconds }: ActivitySpan): number[] {
  const period = periodSeconds * 1000;
  return Array.from({ length: (end - start) / period }, (_, index) => start + index * period);
}
