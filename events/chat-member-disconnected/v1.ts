import * as z from 'zod';
import { userId } from '../chat-text.ts';
import type { EventContract } from '../contract.ts';

export const chatMemberDisconnected = {
  name: 'chat-member-disconnected',
  description: 'A connection of a user to the chat is gone.',
  source: 'telar.chat',
  detailType: 'Chat Member Disconnected',
  data: z.object({
    userId,
    connectionId: z.string().min(1).describe('One of perhaps several of this user.'),
  }),
  sentByHand: false,
} satisfies EventContract;
