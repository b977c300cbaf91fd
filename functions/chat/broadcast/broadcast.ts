import { type Audience, pageOf } from './audience.ts';
import { type Reach, type SendPorts, sendToListeners } from './send-to-listeners.ts';

/** A part of an audience, left to another function: those after one connection, up to `limit` of them. */
export interface Shard {
  readonly conversationId: string;
  readonly after: string;
  readonly limit: number;
  readonly frame: string;
  readonly correlationId: string;
}

export interface BroadcastPorts extends SendPorts {
  /** Leaves shards to others. */
  hand(shards: readonly Shard[]): Promise<void>;
}

export interface BroadcastRequest {
  readonly audience: Audience;
  /** JSON. */
  readonly frame: string;
  readonly correlationId: string;
  /** Says nothing at all to an audience that is larger. */
  readonly atMost?: number | undefined;
}

export interface Broadcast extends Reach {
  /** Parts of the audience that were left to others. */
  readonly shards: number;
}

/** One function should send to so many in about a second (docs/costs.md says why); a conversation that is larger is sent to by several at once. */
export const SHARD_LISTENERS = 1_000;

const NOBODY: Broadcast = { sent: 0, stale: 0, failed: 0, shards: 0 };

/** Sends a frame to an audience, as far as it is connected. */
export async function broadcast(request: BroadcastRequest, ports: BroadcastPorts): Promise<Broadcast> {
  const { audience, frame, correlationId, atMost } = request;
  const first = await pageOf(audience, SHARD_LISTENERS, ports.connections);
  if (atMost !== undefined && first.listeners.length > atMost) return NOBODY;
  const [shards, reach] = await Promise.all([
    handOver(request, first.next, ports),
    sendToListeners(first.listeners, frame, correlationId, ports),
  ]);
  return { ...reach, shards };
}

/** Sends to one shard. */
export async function broadcastShard(shard: Shard, ports: SendPorts): Promise<Reach> {
  const { conversationId, after, limit, frame, correlationId } = shard;
  const { listeners } = await pageOf({ conversationId }, limit, ports.connections, after);
  return sendToListeners(listeners, frame, correlationId, ports);
}

/** Walks the rest of the audience to see where its parts begin. */
async function handOver(request: BroadcastRequest, next: string | undefined, ports: BroadcastPorts): Promise<number> {
  const { audience, frame, correlationId } = request;
  if (next === undefined || 'userId' in audience) return 0;
  const shards: Shard[] = [];
  for (let after: string | undefined = next; after !== undefined; ) {
    shards.push({ conversationId: audience.conversationId, after, limit: SHARD_LISTENERS, frame, correlationId });
    after = (await pageOf(audience, SHARD_LISTENERS, ports.connections, after)).next;
  }
  await ports.hand(shards);
  return shards.length;
}
