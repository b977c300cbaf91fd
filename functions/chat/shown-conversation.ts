import * as z from 'zod';
import { conversationId, userId } from '../../events/chat-text.ts';
import { botConversationOf, GENERAL } from './conversation.ts';
import type { Conversation } from './tables/conversations.ts';

export const MAX_TITLE_CHARACTERS = 100;

/** A conversation as it is listed over HTTP. */
export const shownConversation = z.object({
  id: conversationId,
  title: z.string(),
  kind: z.enum(['general', 'bot', 'group']),
  createdBy: userId.nullable().describe('Null of those that are always there.'),
  createdAt: z.iso.datetime().nullable(),
});
export type ShownConversation = z.infer<typeof shownConversation>;

export function showConversation({ conversationId, ...about }: Conversation): ShownConversation {
  return { id: conversationId, kind: 'group', ...about };
}

/** The two that everybody has. */
export function standingConversations(userId: string): readonly ShownConversation[] {
  const standing = { createdBy: null, createdAt: null };
  return [
    { id: GENERAL, title: 'General', kind: 'general', ...standing },
    { id: botConversationOf(userId), title: 'Bot', kind: 'bot', ...standing },
  ];
}
