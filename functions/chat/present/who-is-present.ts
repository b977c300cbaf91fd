import { partnerOfBot } from '../conversation.ts';
import { checkMembership } from '../membership.ts';
import type { Connections, Present } from '../tables/connections.ts';
import type { Conversations } from '../tables/conversations.ts';

export interface PresentPorts {
  readonly conversations: Conversations;
  readonly connections: Connections;
}

/** So many connections are looked at. Of a conversation with more, nobody is told who comes and goes either: the workflow chat-presence is given the same. */
export const MAX_PRESENT_CONNECTIONS = 100;

/**
 * Who of a conversation is connected now.
 *
 * @throws FrameError NotAMember
 */
export async function whoIsPresent(
  userId: string,
  conversationId: string,
  { conversations, connections }: PresentPorts,
): Promise<Present> {
  await checkMembership(userId, conversationId, conversations);
  // With the bot there is nobody else, and nothing written down.
  if (partnerOfBot(conversationId) !== undefined) return { userIds: [userId], more: false };
  return connections.presentIn(conversationId, MAX_PRESENT_CONNECTIONS);
}
