import { GENERAL, partnerOfBot } from './conversation.ts';
import { FrameError } from './frame-error.ts';
import type { Conversations } from './tables/conversations.ts';

/** Whether a user may read and write in a conversation: docs/decisions/conversations-and-their-members.md. */
export async function belongsTo(
  userId: string,
  conversationId: string,
  conversations: Conversations,
): Promise<boolean> {
  if (conversationId === GENERAL) return true;
  const partner = partnerOfBot(conversationId);
  if (partner !== undefined) return partner === userId;
  return conversations.isMember(conversationId, userId);
}

/** @throws FrameError NotAMember, also of a conversation that does not exist: who is not in it need not know */
export async function checkMembership(userId: string, conversationId: string, conversations: Conversations) {
  if (await belongsTo(userId, conversationId, conversations)) return;
  throw new FrameError('NotAMember', `you are in no conversation ${conversationId}`);
}
