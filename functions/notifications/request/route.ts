import * as z from 'zod';
import { PRIORITIES } from '../../../events/notification-priority.ts';
import { notificationRequested } from '../../../events/notification-requested/v1.ts';
import { acceptedBody } from '../../shared/http/accepted.ts';
import { defineRoute, none } from '../../shared/http/route.ts';

const told = z.object({
  id: z.string(),
  recipient: z.string(),
});

export const requestNotificationRoute = defineRoute({
  name: 'requestNotification',
  method: 'POST',
  path: '/notifications',
  summary: 'Have somebody told something; oneself, when nobody is named',
  access: 'member',
  parameters: none,
  query: none,
  body: z
    .strictObject({
      ...notificationRequested.data.shape,
      priority: z
        .string()
        .toLowerCase()
        .pipe(z.enum(PRIORITIES, `must be one of ${PRIORITIES.join(', ')}`))
        .optional()
        .describe(`One of ${PRIORITIES.join(', ')}, in any case; normal when it is left out.`),
    })
    .describe('A user is named by `sub`.'),
  answer: {
    status: 202,
    description: 'The notifications are on their way',
    body: acceptedBody.extend({ notifications: z.array(told).describe('One for each recipient.') }),
  },
});
