import * as z from 'zod';
import { conversationId, messageId, sequence, userId } from '../chat-text.ts';
import type { EventContract } from '../contract.ts';

export const chatMessageDelivered = {
  name: 'chat-message-delivered',
  description: 'A message has its place in the conversation and was sent to those who are connected.',
  source: 'telar.chat',
  detailType: 'Chat Message Delivered',
  data: z.object({
    messageId,
    conversationId,
    userId,
    sequence: sequence.describe('Its place in the conversation.'),
    type: z.enum(['USER_MESSAGE', 'BOT_RESPONSE']),
    recipients: z.number().int().min(0).describe('Sockets that it was sent to, or left to the queue for.'),
  }),
  sentByHand: false,
} satisfies EventContract;
