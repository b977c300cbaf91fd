import type * as z from 'zod';
import type { requestNotificationRoute } from '../../../../functions/notifications/request/route.ts';

type NotificationRequest = z.input<(typeof requestNotificationRoute)['body']>;
export type Priority = 'low' | 'normal' | 'high' | 'urgent';

interface Chosen {
  readonly to: 'myself' | 'others';
  readonly priority: Priority;
}

/** What a filled-in form asks for. Without recipients, the server takes whoever asks. */
export function requestOf(fields: FormData, { to, priority }: Chosen): NotificationRequest {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const type = text('type');
  const recipients = text('recipients')
    .split(/[,;\n]/)
    .map((recipient) => recipient.trim())
    .filter((recipient) => recipient !== '');
  return {
    title: text('title'),
    message: text('message'),
    priority,
    ...(type !== '' && { type }),
    ...(to === 'others' && { recipients }),
  };
}
