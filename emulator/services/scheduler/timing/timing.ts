import { parseSchedule } from '../../eventbridge/schedule/expression.ts';
import type { Schedule } from '../model.ts';
import { timeOfWall, wallTime } from './zone.ts';

/** When a schedule is due. */
export interface Timing {
  /** The first time after `after` (epoch milliseconds); undefined when there is none any more. */
  next(after: number, schedule: Span): number | undefined;
  readonly once: boolean;
}

type Span = Pick<Schedule, 'createdAt' | 'startsAt' | 'endsAt' | 'timezone'>;

const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;

/**
 * `at(2026-01-01T10:00:00)`, `rate(5 minutes)` or `cron(0 10 * * ? *)`, `at` and `cron` in the schedule's time zone
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 *
 * @returns undefined if the text is none of them
 */
export function parseTiming(text: string): Timing | undefined {
  const wall = Date.parse(`${AT.exec(text)?.[1]}Z`);
  if (!Number.isNaN(wall)) return once(wall);
  const recurring = parseSchedule(text);
  if (!recurring) return undefined;
  return text.trim().startsWith('rate') ? rate(text) : cron(text);
}

const once = (wall: number): Timing => ({
  once: true,
  next(after, { timezone }) {
    const time = timeOfWall(wall, timezone);
    return time !== undefined && time > after ? time : undefined;
  },
});

/** A rate counts from the start of the schedule, and is due there for the first time. */
function rate(text: string): Timing {
  const schedule = parseSchedule(text);
  return {
    once: false,
    next(after, { createdAt, startsAt, endsAt }) {
      const anchor = startsAt ?? createdAt;
      return within(after < anchor ? anchor : schedule?.next(after, anchor), endsAt);
    },
  };
}

function cron(text: string): Timing {
  const schedule = parseSchedule(text);
  return {
    once: false,
    next(after, { timezone, startsAt = 0, endsAt }) {
      let wall = schedule?.next(wallTime(Math.max(after, startsAt - 1), timezone), 0);
      while (wall !== undefined) {
        const time = timeOfWall(wall, timezone);
        // What the clocks jump over is left out; what they show twice is due the first time.
        if (time !== undefined && time > after) return within(time, endsAt);
        wall = schedule?.next(wall, 0);
      }
      return undefined;
    },
  };
}

const within = (time: number | undefined, endsAt: number | undefined) =>
  time !== undefined && (endsAt === undefined || time <= endsAt) ? time : undefined;
