import * as z from 'zod';
import { recipientName } from '../../../events/notification-requested/v1.ts';
import { pageAnswer, pageQuery } from '../../shared/http/page.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { timeQuery } from '../../shared/http/time-query.ts';
import { shownNotification } from '../shown-notification.ts';

const DEFAULT_PAGE_SIZE = 20;

export const listNotificationsRoute = defineRoute({
  name: 'listNotifications',
  method: 'GET',
  path: '/notifications',
  summary: 'One’s own notifications, newest first; an admin sees everybody’s',
  access: 'member',
  parameters: none,
  query: z.strictObject({
    recipient: recipientName.optional().describe('Only what this one was told. A member may name nobody else.'),
    from: timeQuery.optional().describe('Not older than this.'),
    to: timeQuery.optional().describe('Older than this.'),
    ...pageQuery(DEFAULT_PAGE_SIZE),
  }),
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'A page of notifications',
    body: z.object({ notifications: z.array(shownNotification), ...pageAnswer }),
  },
});
