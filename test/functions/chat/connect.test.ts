import type { ChatEvent } from '../../../functions/chat/chat-event.ts';
import { connect } from '../../../functions/chat/connect/connect.ts';
import { leave } from '../../../functions/chat/leave.ts';
import { MAX_PRESENT_CONNECTIONS, whoIsPresent } from '../../../functions/chat/present/who-is-present.ts';
import type { RunningDynamoDb } from '../../emulator/dynamodb/support.ts';
import { startTables, tablesOf } from './support/chat-tables.ts';
import { MemorySockets } from './support/memory-sockets.ts';

describe('connections', () => {
  let dynamo: RunningDynamoDb;
  let sockets: MemorySockets;
  let published: ChatEvent[];
  beforeEach(async () => {
    dynamo = await startTables();
    sockets = new MemorySockets();
    published = [];
  });
  afterEach(() => dynamo.close());

  const ports = () => ({
    ...tablesOf(dynamo.client, 3),
    sockets,
    publish: async (event: ChatEvent) => {
      published.push(event);
    },
  });
  const open = (connectionId: string, connectedAt = 1_000, userId = 'ana') =>
    connect({ connectionId, userId, connectedAt, tokenExpiresAt: 9_000_000 }, 'c1', ports());
  const idsOf = async (userId: string) =>
    (await ports().connections.ofUser(userId)).map(({ connectionId }) => connectionId);
  const told = () => published.map(({ contract, data }) => [contract.detailType, data]);

  it('are found by user and by conversation, and told', async () => {
    await ports().conversations.create(
      { conversationId: 'team', title: 'Team', createdBy: 'ben', createdAt: '2026-03-01T10:00:00.000Z' },
      ['ana', 'ben'],
    );
    await open('k1');

    expect(await ports().connections.ofUser('ana')).toEqual([
      { connectionId: 'k1', connectedAt: 1_000, tokenExpiresAt: 9_000_000 },
    ]);
    for (const conversation of ['general', 'team']) {
      const { listeners, next } = await ports().connections.listenersOf(conversation, 10);
      expect(listeners).toMatchObject([{ connectionId: 'k1' }]);
      expect(next).toBeUndefined();
    }
    expect(told()).toEqual([['Chat Member Connected', { userId: 'ana', connectionId: 'k1' }]]);
  });

  it('say who of a conversation is there, each once, to its members', async () => {
    await ports().conversations.create(
      { conversationId: 'team', title: 'Team', createdBy: 'ben', createdAt: '2026-03-01T10:00:00.000Z' },
      ['ana', 'ben', 'eva'],
    );
    for (const [id, userId] of Object.entries({ a1: 'ana', a2: 'ana', b1: 'ben', c1: 'carla' })) {
      await open(id, 1_000, userId);
    }
    const present = async (conversationId: string) => {
      const { userIds, more } = await whoIsPresent('ana', conversationId, ports());
      return [...userIds].sort().concat(more ? ['and others'] : []);
    };
    expect(await present('general')).toEqual(['ana', 'ben', 'carla']);
    expect(await present('team')).toEqual(['ana', 'ben']);
    expect(await present('bot:ana')).toEqual(['ana']);
    await expect(whoIsPresent('carla', 'team', ports())).rejects.toMatchObject({ code: 'NotAMember' });
    await expect(whoIsPresent('carla', 'bot:ana', ports())).rejects.toMatchObject({ code: 'NotAMember' });

    await leave('b1', 'c2', ports());
    expect(await present('team')).toEqual(['ana']);
  });

  it('of a crowd say who some are, and that there are others', async () => {
    const users = Array.from({ length: MAX_PRESENT_CONNECTIONS + 1 }, (_, index) => `user${index}`);
    await Promise.all(users.map((userId) => open(`of-${userId}`, 1_000, userId)));
    const { userIds, more } = await whoIsPresent('user0', 'general', ports());
    expect([userIds.length, more]).toEqual([MAX_PRESENT_CONNECTIONS, true]);
  });

  it('that are gone are forgotten with all they listened to, and told once, whoever notices', async () => {
    await open('k1');
    published = [];
    const left = await Promise.all([1, 2, 3].map(() => leave('k1', 'c2', ports())));

    expect(left.filter((known) => known)).toHaveLength(1);
    expect(told()).toEqual([['Chat Member Disconnected', { userId: 'ana', connectionId: 'k1' }]]);
    expect(await idsOf('ana')).toEqual([]);
    expect(await ports().slots.takenBy('ana')).toEqual([]);
    expect((await ports().connections.listenersOf('general', 10)).listeners).toEqual([]);
  });

  it('whose place could not be freed are known still: whoever notices next frees it, and tells', async () => {
    await open('k1');
    published = [];
    const free = () => Promise.reject(new Error('the table is away'));
    const slots = { take: async () => undefined, takenBy: async () => [], free };
    await expect(leave('k1', 'c2', { ...ports(), slots })).rejects.toThrow('away');
    expect(await idsOf('ana')).toEqual(['k1']);

    expect(await leave('k1', 'c3', ports())).toBe(true);
    expect(told()).toEqual([['Chat Member Disconnected', { userId: 'ana', connectionId: 'k1' }]]);
    expect(await ports().slots.takenBy('ana')).toEqual([]);
  });

  it('of a user are so many at most: one more ends the oldest', async () => {
    for (const [index, id] of ['k1', 'k2', 'k3', 'k4'].entries()) await open(id, 1_000 + index);

    expect(await idsOf('ana')).toEqual(['k2', 'k3', 'k4']);
    expect(sockets.closed).toEqual(['k1']);
    expect([...(await ports().slots.takenBy('ana'))].sort()).toEqual(['k2', 'k3', 'k4']);
  });

  it('that nobody knows any more keep no place', async () => {
    await ports().slots.take('ana', 'dead1');
    await ports().slots.take('ana', 'dead2');
    await ports().slots.take('ana', 'dead3');
    await open('k1');

    expect(await ports().slots.takenBy('ana')).toEqual(['k1']);
    expect(sockets.closed).toEqual([]);
  });

  it('that are refused after all leave nothing behind', async () => {
    const publish = () => Promise.reject(new Error('the bus is away'));
    const refused = { connectionId: 'k1', userId: 'ana', connectedAt: 1_000, tokenExpiresAt: 9_000_000 };
    await expect(connect(refused, 'c1', { ...ports(), publish })).rejects.toThrow('the bus is away');

    expect(await idsOf('ana')).toEqual([]);
    expect(await ports().slots.takenBy('ana')).toEqual([]);
  });

  it('of another user are none of his business', async () => {
    for (const [index, id] of ['k1', 'k2', 'k3'].entries()) await open(id, 1_000 + index);
    await open('b1', 2_000, 'ben');

    expect(await idsOf('ana')).toHaveLength(3);
    expect(await idsOf('ben')).toEqual(['b1']);
  });
});
