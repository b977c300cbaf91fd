import * as z from 'zod';
import { userId } from '../chat-text.ts';
import type { EventContract } from '../contract.ts';

export const chatMemberConnected = {
  name: 'chat-member-connected',
  description: 'A user opened a connection to the chat.',
  source: 'telar.chat',
  detailType: 'Chat Member Connected',
  data: z.object({
    userId,
    connectionId: z.string().min(1).describe('One of perhaps several of this user.'),
  }),
  sentByHand: false,
} satisfies EventContract;
