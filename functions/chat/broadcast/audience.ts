import { partnerOfBot } from '../conversation.ts';
import type { Connections, ListenerPage } from '../tables/connections.ts';

/** Whom a frame is for: a conversation, or all connections of one user. */
export type Audience = { readonly conversationId: string } | { readonly userId: string };

/** Some of the connections of an audience, and where the others begin. A user has so few that they are one page. */
export async function pageOf(
  audience: Audience,
  limit: number,
  connections: Connections,
  after?: string,
): Promise<ListenerPage> {
  if ('userId' in audience) return pageOfUser(audience.userId, connections);
  const partner = partnerOfBot(audience.conversationId);
  return partner === undefined
    ? connections.listenersOf(audience.conversationId, limit, after)
    : pageOfUser(partner, connections);
}

async function pageOfUser(userId: string, connections: Connections): Promise<ListenerPage> {
  return { listeners: await connections.ofUser(userId), next: undefined };
}
