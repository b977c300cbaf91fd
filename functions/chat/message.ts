import * as z from 'zod';
import { content, conversationId, messageId, sequence, userId, userName } from '../../events/chat-text.ts';

export const MESSAGE_TYPES = ['USER_MESSAGE', 'BOT_RESPONSE'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** What the bot made of the message that it answers. */
export const replyMetadata = z.object({
  /** What Lex took it for; null when nothing could be asked. */
  intent: z.string().nullable(),
  /** From 0 to 1; null for what was not understood, and within a dialogue. */
  confidence: z.number().min(0).max(1).nullable(),
  locale: z.string().nullable(),
});

/** A message before it has a place in its conversation. Times are ISO 8601, UTC. */
export const newMessage = z.object({
  messageId,
  conversationId,
  userId,
  userName: userName.optional(),
  content,
  sentAt: z.iso.datetime(),
  metadata: replyMetadata.optional(),
});
export type NewMessage = z.infer<typeof newMessage> & { readonly type: MessageType };

/** A message of a conversation, as it is kept, listed and sent. */
export const message = newMessage.extend({ type: z.enum(MESSAGE_TYPES), sequence, content: z.string() });
export type Message = z.infer<typeof message>;

/** A message that waits for its place. */
export const waitingMessage = newMessage.extend({ type: z.enum(MESSAGE_TYPES), content: z.string() });
