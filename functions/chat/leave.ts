import { chatMemberDisconnected } from '../../events/chat-member-disconnected/v1.ts';
import type { Publish } from './chat-event.ts';
import type { ConnectionSlots } from './tables/connection-slots.ts';
import type { Connections } from './tables/connections.ts';

export interface LeavePorts {
  readonly connections: Connections;
  readonly slots: ConnectionSlots;
  readonly publish: Publish;
}

/**
 * Forgets a connection and tells that it is gone, once, whoever notices: `$disconnect`, or somebody who sends to it.
 *
 * @returns whether it was known
 */
export async function leave(
  connectionId: string,
  correlationId: string,
  { connections, slots, publish }: LeavePorts,
): Promise<boolean> {
  const { userId, conversationIds } = await connections.find(connectionId);
  // Before its rows: as long as these are there, whoever notices next does what failed here. And before it is told: whoever is told looks
  // how many are left.
  if (userId !== undefined) await slots.free(userId, connectionId);
  const isForgotten = await connections.forget(connectionId, conversationIds);
  if (userId === undefined || !isForgotten) return false;
  await publish({
    contract: chatMemberDisconnected,
    data: { userId, connectionId },
    correlationId,
    idempotencyKey: `${connectionId}/disconnected`,
    actor: userId,
  });
  return true;
}
