import * as z from 'zod';
import { PRIORITIES, type Priority } from '../../../events/notification-priority.ts';
import {
  MAX_MESSAGE_BYTES,
  MAX_TITLE_CHARACTERS,
  notificationType,
} from '../../../events/notification-requested/v1.ts';
import { problemsOf } from '../../shared/problems.ts';
import type { Notification } from '../notification.ts';
import { RequestRejectedError } from './request-rejection.ts';

const request = z.object({
  type: notificationType.nullish(),
  priority: z.unknown().optional(),
  title: z.string().trim().min(1, 'there is none').max(MAX_TITLE_CHARACTERS),
  message: z.string().refine((text) => text.trim() !== '', 'there is none'),
});

/**
 * Reads what is to be told.
 *
 * @throws RequestRejectedError
 */
export function readNotification(data: unknown): Notification {
  const parsed = request.safeParse(data);
  if (!parsed.success) throw new RequestRejectedError('InvalidRequest', problemsOf(parsed.error, ['data']));
  const { type, priority, title, message } = parsed.data;
  checkMessage(message);
  return { type: type ?? 'general', priority: priorityOf(priority), title, message };
}

function priorityOf(value: unknown): Priority {
  if (value === undefined || value === null) return 'normal';
  const wanted = typeof value === 'string' ? value.trim().toLowerCase() : value;
  const priority = PRIORITIES.find((known) => known === wanted);
  if (priority) return priority;
  throw new RequestRejectedError(
    'UnknownPriority',
    `priority is ${JSON.stringify(value).slice(0, 100).toWellFormed()}; we know ${PRIORITIES.join(', ')}`,
  );
}

/** From a tag to a tag, as `<p>Hello</p>` and whole pages are, and `<3 you` is not. */
const HTML = /^\s*<[a-z!][\s\S]*>\s*$/i;

function checkMessage(message: string): void {
  const bytes = Buffer.byteLength(message);
  if (bytes > MAX_MESSAGE_BYTES) {
    throw new RequestRejectedError('MessageTooLarge', `${bytes} bytes; at most ${MAX_MESSAGE_BYTES} are taken`);
  }
  if (HTML.test(message)) {
    throw new RequestRejectedError('HtmlOnlyMessage', 'the message is HTML, and subscribers are sent plain text');
  }
}
