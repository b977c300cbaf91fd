import * as z from 'zod';
import { PRIORITIES } from '../../events/notification-priority.ts';
import { rejectionReason } from '../../events/rejection-reason.ts';

/** A page of messages of the largest size would be more than a function can answer. */
const MAX_LISTED_CHARACTERS = 1_000;

/** A notification as the HTTP API shows it. */
export const shownNotification = z.object({
  id: z.string(),
  status: z.enum(['pending', 'sent', 'failed']),
  recipient: z.string().nullable().describe('Null of a request that named nobody who could be told.'),
  type: z.string().nullable(),
  priority: z.enum(PRIORITIES).nullable(),
  title: z.string().nullable(),
  message: z.string().nullable().describe(`In lists its first ${MAX_LISTED_CHARACTERS} characters.`),
  createdAt: z.iso.datetime(),
  processedAt: z.iso.datetime().nullable(),
  reason: rejectionReason.nullable().describe('Why it could not be sent.'),
});

/** What is read of a row: record/notification-row.ts, and what the workflow writes before there is an outcome. */
export const notificationRow = z.object({
  notificationId: z.string(),
  status: z.enum(['pending', 'sent', 'failed']),
  recipient: z.string().optional(),
  type: z.string().optional(),
  priority: z.enum(PRIORITIES).optional(),
  title: z.string().optional(),
  message: z.string().optional(),
  createdAt: z.string(),
  processedAt: z.string().optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
});

export function showNotification(row: z.infer<typeof notificationRow>): z.infer<typeof shownNotification> {
  const { notificationId, status, createdAt, errorCode: code, errorMessage: message = '' } = row;
  return {
    id: notificationId,
    status,
    recipient: row.recipient ?? null,
    type: row.type ?? null,
    priority: row.priority ?? null,
    title: row.title ?? null,
    message: row.message ?? null,
    createdAt,
    processedAt: row.processedAt ?? null,
    reason: code === undefined ? null : { code, message },
  };
}

/** As `showNotification`, with as much of the message as a list has room for. */
export function showListedNotification(row: z.infer<typeof notificationRow>): z.infer<typeof shownNotification> {
  const { message, ...shown } = showNotification(row);
  return { ...shown, message: message?.slice(0, MAX_LISTED_CHARACTERS).toWellFormed() ?? null };
}
