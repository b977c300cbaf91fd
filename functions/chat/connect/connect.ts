import { chatMemberConnected } from '../../../events/chat-member-connected/v1.ts';
import { type LeavePorts, leave } from '../leave.ts';
import type { Sockets } from '../sockets/sockets.ts';
import type { NewConnection } from '../tables/connections.ts';
import type { Conversations } from '../tables/conversations.ts';

export interface ConnectPorts extends LeavePorts {
  readonly sockets: Sockets;
  readonly conversations: Conversations;
}

/** A connection listens to so many conversations beside `general`; of one who belongs to more, the rest are read by their history. */
export const MAX_CONVERSATIONS_A_CONNECTION = 50;

/** Places may be taken by others as fast as they are freed: so often, and the client is asked to come again. */
const MAX_ATTEMPTS = 3;

/** All places of a user are taken again and again. */
export class TooManyConnectionsError extends Error {
  override readonly name = 'TooManyConnectionsError';
}

/**
 * Writes a new connection down. A user who has as many as he may loses his oldest one: it is the one that is most likely dead.
 *
 * @throws TooManyConnectionsError
 */
export async function connect(connection: NewConnection, correlationId: string, ports: ConnectPorts): Promise<void> {
  await takeSlot(connection, correlationId, ports);
  try {
    await makeKnown(connection, correlationId, ports);
  } catch (error) {
    // Of a connection that is refused no `$disconnect` comes: what is left of it would look as if its user were there.
    await Promise.allSettled([forget(connection, ports), ports.slots.free(connection.userId, connection.connectionId)]);
    throw error;
  }
}

async function forget({ connectionId }: NewConnection, { connections }: ConnectPorts): Promise<void> {
  const { conversationIds } = await connections.find(connectionId);
  await connections.forget(connectionId, conversationIds);
}

async function makeKnown(connection: NewConnection, correlationId: string, ports: ConnectPorts): Promise<void> {
  const { connections, conversations, publish } = ports;
  const { userId, connectionId } = connection;
  // First the connection, then what its user belongs to: who opens a conversation in between finds the connection.
  await connections.open(connection);
  const joined = await conversations.ofUser(userId, MAX_CONVERSATIONS_A_CONNECTION);
  await connections.listen(
    connection,
    joined.map(({ conversationId }) => conversationId),
  );
  await publish({
    contract: chatMemberConnected,
    data: { userId, connectionId },
    correlationId,
    idempotencyKey: `${connectionId}/connected`,
    actor: userId,
  });
}

async function takeSlot({ userId, connectionId }: NewConnection, correlationId: string, ports: ConnectPorts) {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const taken = await ports.slots.take(userId, connectionId);
    if (!taken) return;
    await makeRoom(userId, taken, correlationId, ports);
  }
  throw new TooManyConnectionsError(`${userId} has too many connections`);
}

/** Frees the places of connections that nobody knows any more, or else ends the oldest. */
async function makeRoom(userId: string, taken: readonly string[], correlationId: string, ports: ConnectPorts) {
  const open = await ports.connections.ofUser(userId);
  const known = new Set(open.map(({ connectionId }) => connectionId));
  const forgotten = taken.filter((connectionId) => !known.has(connectionId));
  const [oldest] = open;
  if (forgotten.length === 0 && oldest) {
    await leave(oldest.connectionId, correlationId, ports);
    await ports.sockets.close(oldest.connectionId);
    return;
  }
  await Promise.all(forgotten.map((connectionId) => ports.slots.free(userId, connectionId)));
}
