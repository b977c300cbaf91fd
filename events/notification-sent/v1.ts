import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { PRIORITIES } from '../notification-priority.ts';
import { notificationType, recipientName } from '../notification-requested/v1.ts';

export const notificationSent = {
  name: 'notification-sent',
  description: 'A notification to one recipient was given to its subscribers.',
  source: 'telar.notifications',
  detailType: 'Notification Sent',
  data: z.object({
    notificationId: z.string().min(1).describe('The row that keeps it.'),
    requestId: z.string().min(1).describe('The same for all recipients of a request.'),
    recipient: recipientName,
    type: notificationType,
    priority: z.enum(PRIORITIES),
    snsMessageId: z.string().min(1),
  }),
  sentByHand: false,
} satisfies EventContract;
