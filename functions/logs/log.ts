import * as z from 'zod';
import { LOG_LEVELS } from '../../events/log-level.ts';
import { rejectionReason } from '../../events/rejection-reason.ts';

/** A log as it is kept: every field has a value, and its id is the same however often its batch is handed over. */
const log = z.object({
  /** `<batchId>-<position>`: within a millisecond, the logs of a batch stay in their order. */
  logId: z.string(),
  /** ISO 8601, UTC, with milliseconds. */
  timestamp: z.string(),
  level: z.enum(LOG_LEVELS),
  service: z.string(),
  userId: z.string(),
  message: z.string(),
  /** Whatever else its sender said. */
  attributes: z.record(z.string(), z.unknown()).optional(),
});

/** An entry that could not be taken, kept as it came. */
const setAside = z.object({ position: z.number(), reason: rejectionReason, entry: z.unknown() });

/** What the steps after normalization work on. */
export const logBatch = z.object({ logs: z.array(log), setAside: z.array(setAside) });

export type Log = z.infer<typeof log>;
export type SetAside = z.infer<typeof setAside>;
export type LogBatch = z.infer<typeof logBatch>;
