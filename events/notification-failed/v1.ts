import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { rejectionReason } from '../rejection-reason.ts';

export const notificationFailed = {
  name: 'notification-failed',
  description: 'A recipient was not told, and the reason is known.',
  source: 'telar.notifications',
  detailType: 'Notification Failed',
  data: z.object({
    notificationId: z.string().min(1).describe('The row that keeps the reason.'),
    requestId: z.string().min(1).describe('The same for all recipients of a request.'),
    recipient: z.string().nullable().describe('Null when the request names nobody, or makes no sense at all.'),
    reason: rejectionReason,
  }),
  sentByHand: false,
} satisfies EventContract;
