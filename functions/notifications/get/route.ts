import * as z from 'zod';
import { defineRoute, none } from '../../shared/http/route.ts';
import { shownNotification } from '../shown-notification.ts';

export const getNotificationRoute = defineRoute({
  name: 'getNotification',
  method: 'GET',
  path: '/notifications/{id}',
  summary: 'One notification: to oneself or, for an admin, to anybody',
  access: 'member',
  parameters: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits') }),
  query: none,
  body: z.undefined(),
  answer: { status: 200, description: 'The notification', body: shownNotification },
});
