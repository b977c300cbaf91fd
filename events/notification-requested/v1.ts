import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { PRIORITIES } from '../notification-priority.ts';

/** What SNS bills as one message (https://aws.amazon.com/sns/pricing/), and a fraction of what an execution can carry. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
export const MAX_TITLE_CHARACTERS = 256;
export const MAX_RECIPIENT_CHARACTERS = 256;
/** A recipient takes some 25 entries of the 25,000 in the history of an execution. */
export const MAX_RECIPIENTS = 500;

/** Words that subscribers filter by. */
export const notificationType = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 of a-z, A-Z, 0-9, dot, hyphen and underscore');

export const recipientName = z
  .string()
  .min(1, 'must not be empty')
  .max(MAX_RECIPIENT_CHARACTERS)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must have no line breaks or control characters');

export const notificationRequested = {
  name: 'notification-requested',
  description: 'Somebody is to be told something.',
  source: 'telar.notifications',
  detailType: 'Notification Requested',
  data: z.object({
    type: notificationType.optional().describe('"general" when it is left out.'),
    priority: z.enum(PRIORITIES).optional().describe('"normal" when it is left out.'),
    title: z.string().min(1).max(MAX_TITLE_CHARACTERS),
    message: z.string().min(1).describe(`Plain text, at most ${MAX_MESSAGE_BYTES} bytes of UTF-8.`),
    recipient: recipientName.optional().describe('A user, an address: whatever subscribers filter by.'),
    recipients: z
      .array(recipientName)
      .min(1)
      .max(MAX_RECIPIENTS)
      .optional()
      .describe('Several; each is told once, and one that fails does not keep the others from it.'),
  }),
  sentByHand: true,
} satisfies EventContract;
