import { z } from 'zod';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import type { Handler } from '../../../door/wire/server.ts';
import type { Mailbox } from './mailbox.ts';

export const MAILBOX_PATH = '/_telar/mailbox';

const LONGEST_PAGE = 100;

const query = z.object({
  to: z.string().optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(LONGEST_PAGE),
});

/**
 * `GET /_telar/mailbox?to=…&limit=…&before=…` answers `{messages, next?}`, the newest first; `next` is the `before` of the
 * next page. `DELETE` empties the mailbox.
 */
export function mailboxApi(mailbox: Mailbox): Handler {
  return async ({ method, url = '' }) => {
    if (method === 'DELETE') {
      mailbox.clear();
      return { status: 204, headers: {}, body: undefined };
    }
    if (method !== 'GET' && method !== 'HEAD') return json(405, { message: 'The mailbox answers GET and DELETE.' });
    const parsed = query.safeParse(Object.fromEntries(new URL(url, 'http://localhost').searchParams));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return json(400, { message: `${issue?.path.join('.')}: ${issue?.message}` });
    }
    const messages = mailbox.read(parsed.data);
    const last = messages.length === parsed.data.limit ? messages.at(-1) : undefined;
    return json(200, { messages, ...(last ? { next: last.id } : {}) });
  };
}

const json = (status: number, body: unknown): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
