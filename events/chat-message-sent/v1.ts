import * as z from 'zod';
import { content, conversationId, MAX_CONTENT_CHARACTERS, messageId, userId, userName } from '../chat-text.ts';
import type { EventContract } from '../contract.ts';

export const chatMessageSent = {
  name: 'chat-message-sent',
  description: 'Somebody said something in a conversation.',
  source: 'telar.chat',
  detailType: 'Chat Message Sent',
  data: z.object({
    messageId: messageId.describe('The same when the message is sent again: it is stored once.'),
    conversationId,
    userId: userId.describe('Who said it; he is a member of the conversation.'),
    userName: userName.optional().describe('What the others call him.'),
    content: content.describe(`Plain text of 1 to ${MAX_CONTENT_CHARACTERS} characters.`),
    sentAt: z.iso.datetime().describe('When it came in, ISO 8601, UTC.'),
  }),
  sentByHand: true,
} satisfies EventContract;
