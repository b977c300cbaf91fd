import * as z from 'zod';
import { sortableTime } from '../sortable-time.ts';

const TIMES = 'must be a time in ISO 8601, such as 2026-03-01T10:00:00Z, or a date, such as 2026-03-01';

/** A time in a query, as lists are sorted by it. A date is its first moment, in UTC. */
export const timeQuery = z.union([z.iso.datetime({ offset: true }), z.iso.date()], TIMES).transform((text, context) => {
  const time = sortableTime(text);
  if (time !== undefined) return time;
  context.addIssue({ code: 'custom', message: TIMES });
  return z.NEVER;
});
