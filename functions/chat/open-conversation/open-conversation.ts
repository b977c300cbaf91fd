import { createHash } from 'node:crypto';
import { once, type WritePorts } from '../../shared/http/idempotency.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { showConversation } from '../shown-conversation.ts';
import type { Connections } from '../tables/connections.ts';
import type { Conversation, Conversations } from '../tables/conversations.ts';
import { openConversationRoute } from './route.ts';

export interface OpenConversationPorts extends WritePorts {
  readonly conversations: Conversations;
  readonly connections: Connections;
  now(): Date;
}

/** Opens a conversation, and lets those of its members who are connected listen to it. */
export async function openConversation(request: RequestOf<typeof openConversationRoute>, ports: OpenConversationPorts) {
  const { userId } = request.caller;
  return once(openConversationRoute.name, request, ports, async (idempotencyKey) => {
    const members = [...new Set([userId, ...request.body.members])];
    const conversation: Conversation = {
      conversationId: idOf(idempotencyKey),
      title: request.body.title,
      createdBy: userId,
      createdAt: ports.now().toISOString(),
    };
    // First the members, then their connections: whoever connects in between finds himself a member.
    await ports.conversations.create(conversation, members);
    await Promise.all(members.map((member) => letListen(member, conversation, ports)));
    return { body: { ...showConversation(conversation), members } };
  });
}

async function letListen(userId: string, { conversationId }: Conversation, { connections }: OpenConversationPorts) {
  const open = await connections.ofUser(userId);
  await Promise.all(open.map((listener) => connections.listen({ ...listener, userId }, [conversationId])));
}

/** 128 bits. */
const ID_HEX_DIGITS = 32;

/** The same for a repetition of the request, should its answer have been lost half way. */
function idOf(idempotencyKey: string): string {
  return createHash('sha256').update(`conversation/${idempotencyKey}`).digest('hex').slice(0, ID_HEX_DIGITS);
}
