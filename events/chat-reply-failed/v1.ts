import * as z from 'zod';
import { conversationId, messageId, userId } from '../chat-text.ts';
import type { EventContract } from '../contract.ts';
import { rejectionReason } from '../rejection-reason.ts';

export const chatReplyFailed = {
  name: 'chat-reply-failed',
  description: 'The bot was addressed and could not be asked.',
  source: 'telar.chat',
  detailType: 'Chat Reply Failed',
  data: z.object({
    messageId: messageId.describe('The message that it was to answer; it was stored and sent all the same.'),
    conversationId,
    userId,
    reason: rejectionReason,
  }),
  sentByHand: false,
} satisfies EventContract;
