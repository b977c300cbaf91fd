import { broadcast, broadcastShard, SHARD_LISTENERS, type Shard } from '../../../functions/chat/broadcast/broadcast.ts';
import type { Connections, Listener } from '../../../functions/chat/tables/connections.ts';
import { MemorySockets } from './support/memory-sockets.ts';

const NOW = Date.parse('2026-03-01T10:00:00.000Z');
const HOUR = 3_600_000;
const listener = (connectionId: string, more: Partial<Listener> = {}): Listener => ({
  connectionId,
  connectedAt: NOW - HOUR,
  tokenExpiresAt: NOW + HOUR,
  ...more,
});

describe('a broadcast', () => {
  let sockets: MemorySockets;
  let forgotten: string[];
  let shards: Shard[];
  let failures: string[];
  beforeEach(() => {
    sockets = new MemorySockets();
    forgotten = [];
    shards = [];
    failures = [];
  });

  /** Everybody listens to everything; the connections of a user begin with his name. */
  const portsFor = (listeners: readonly Listener[]) => {
    const connections: Connections = {
      open: async () => {},
      listen: async () => {},
      find: async () => ({ userId: 'ana', conversationIds: ['general'] }),
      forget: async (connectionId) => {
        forgotten.push(connectionId);
        return true;
      },
      listenersOf: async (_, limit, after) => {
        const start = after === undefined ? 0 : listeners.findIndex(({ connectionId }) => connectionId === after) + 1;
        const page = listeners.slice(start, start + limit);
        return { listeners: page, next: start + limit < listeners.length ? page.at(-1)?.connectionId : undefined };
      },
      presentIn: async () => ({ userIds: [], more: false }),
      ofUser: async (userId) => listeners.filter(({ connectionId }) => connectionId.startsWith(userId)),
    };
    return {
      connections,
      slots: { take: async () => undefined, free: async () => {}, takenBy: async () => [] },
      publish: async () => {},
      sockets,
      now: () => NOW,
      failed: (connectionId: string) => failures.push(connectionId),
      hand: async (more: readonly Shard[]) => {
        shards.push(...more);
      },
    };
  };
  const send = (listeners: readonly Listener[], more: { conversationId?: string; atMost?: number } = {}) =>
    broadcast(
      {
        audience: { conversationId: more.conversationId ?? 'general' },
        frame: '{"event":"x"}',
        correlationId: 'c1',
        atMost: more.atMost,
      },
      portsFor(listeners),
    );

  it('reaches everybody who listens', async () => {
    expect(await send([listener('a'), listener('b')])).toEqual({ sent: 2, stale: 0, failed: 0, shards: 0 });
    expect([...sockets.frames.keys()]).toEqual(['a', 'b']);
  });

  it('forgets a connection that is gone', async () => {
    sockets.gone.add('b');
    expect(await send([listener('a'), listener('b')])).toMatchObject({ sent: 1, stale: 1 });
    expect(forgotten).toEqual(['b']);
  });

  it('does not forget one whose handshake may not be through, of which API Gateway says that it is gone', async () => {
    sockets.gone.add('b');
    const asLongAsOneMayTake = 2 * 29_000;
    const connectedAt = NOW - asLongAsOneMayTake;
    expect(await send([listener('a'), listener('b', { connectedAt })])).toMatchObject({ stale: 0 });
    expect(forgotten).toEqual([]);
  });

  it('says nothing to one whose token has expired, and ends it', async () => {
    expect(await send([listener('a', { tokenExpiresAt: NOW })])).toMatchObject({ sent: 0, stale: 1 });
    expect(sockets.frames.size).toBe(0);
    expect(sockets.closed).toEqual(['a']);
    expect(forgotten).toEqual(['a']);
  });

  it('goes on when one cannot be reached, and remembers which', async () => {
    sockets.refusing.add('a');
    expect(await send([listener('a'), listener('b')])).toMatchObject({ sent: 1, failed: 1, stale: 0 });
    expect(failures).toEqual(['a']);
    expect(forgotten).toEqual([]);
  });

  it('makes nobody wait for a slow one', async () => {
    let hurry = () => {};
    const slow = new Promise<void>((resolve) => {
      hurry = resolve;
    });
    sockets.slow.set('c0', slow);
    const listeners = Array.from({ length: 200 }, (_, index) => listener(`c${index}`));
    const sending = send(listeners);
    while (sockets.frames.size < 199) await new Promise(setImmediate);
    expect(sockets.frames.has('c0')).toBe(false);

    hurry();
    expect(await sending).toMatchObject({ sent: 200 });
  });

  it('sends to some at once, not to all', async () => {
    await send(Array.from({ length: 500 }, (_, index) => listener(`c${index}`)));
    expect(sockets.busiest).toBe(32);
  });

  it('leaves what is more than a thousand to others, a thousand each', async () => {
    const listeners = Array.from({ length: 2_500 }, (_, index) => listener(`c${index}`));
    expect(await send(listeners)).toMatchObject({ sent: SHARD_LISTENERS, shards: 2 });

    const reached = await Promise.all(shards.map((shard) => broadcastShard(shard, portsFor(listeners))));
    expect(reached.map(({ sent }) => sent)).toEqual([1_000, 500]);
    expect([...sockets.frames.values()].every((frames) => frames.length === 1)).toBe(true);
    expect(sockets.frames.size).toBe(2_500);
  });

  it('in a conversation with the bot is for the connections of its user', async () => {
    await send([listener('ana1'), listener('ben1'), listener('ana2')], { conversationId: 'bot:ana' });
    expect([...sockets.frames.keys()]).toEqual(['ana1', 'ana2']);
  });

  it('that is not for crowds says nothing to one', async () => {
    expect(await send([listener('a'), listener('b')], { atMost: 1 })).toEqual({
      sent: 0,
      stale: 0,
      failed: 0,
      shards: 0,
    });
    expect(await send([listener('a'), listener('b')], { atMost: 2 })).toMatchObject({ sent: 2 });
  });
});
