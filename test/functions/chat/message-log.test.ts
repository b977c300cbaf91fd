import { ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { NewMessage } from '../../../functions/chat/message.ts';
import { receiptKey } from '../../../functions/chat/tables/position.ts';
import type { RunningDynamoDb } from '../../emulator/dynamodb/support.ts';
import { startTables, tablesOf } from './support/chat-tables.ts';

const message = (messageId: string, more: Partial<NewMessage> = {}): NewMessage => ({
  messageId,
  conversationId: 'general',
  userId: 'ana',
  type: 'USER_MESSAGE',
  content: `I am ${messageId}`,
  sentAt: '2026-03-01T10:00:00.000Z',
  ...more,
});

describe('messages', () => {
  let dynamo: RunningDynamoDb;
  beforeEach(async () => {
    dynamo = await startTables();
  });
  afterEach(() => dynamo.close());

  it('are numbered from 1 in each conversation', async () => {
    const { messages } = tablesOf(dynamo.client);

    expect(await messages.append(message('a'))).toEqual({
      sequence: 1,
      repeated: false,
      delivered: false,
      replied: false,
    });
    expect(await messages.append(message('b'))).toMatchObject({ sequence: 2 });
    expect(await messages.append(message('a', { conversationId: 'other' }))).toMatchObject({ sequence: 1 });
  });

  it('are numbered without a gap and kept once, however many environments are at it and however often each is sent', async () => {
    const environments = Array.from({ length: 6 }, () => tablesOf(dynamo.client).messages);
    const names = Array.from({ length: 60 }, (_, index) => `m${index}`);
    const sent = [...names, ...names.slice(0, 30)].values();

    const work = async (log: (typeof environments)[number]) => {
      for (const name of sent) await untilTaken(() => log.append(message(name)));
    };
    await Promise.all(environments.map(work));

    const { messages, more } = await tablesOf(dynamo.client).messages.read({ conversationId: 'general', limit: 100 });
    expect(more).toBe(false);
    expect(messages.map(({ sequence }) => sequence)).toEqual(names.map((_, index) => index + 1));
    expect(messages.map(({ messageId }) => messageId).sort()).toEqual([...names].sort());
  });

  it('that wait are numbered by whoever comes through, and none is left waiting', async () => {
    const environments = Array.from({ length: 12 }, () => tablesOf(dynamo.client).messages);
    await tablesOf(dynamo.client).messages.append(message('before'));

    const numbers = await Promise.all(
      environments.map((log, index) => untilTaken(() => log.append(message(`m${index}`)))),
    );
    expect(numbers.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
      environments.map((_, index) => index + 2),
    );
    const { Items = [] } = await dynamo.client.send(new ScanCommand({ TableName: 'messages' }));
    expect(Items.filter(({ position }) => position?.S?.startsWith('waiting#'))).toEqual([]);
  });

  it('that come again get the number they had, and what was done about them', async () => {
    const { messages } = tablesOf(dynamo.client);
    await messages.append(message('a'));
    await messages.append(message('b'));

    expect(await messages.append(message('a'))).toMatchObject({ sequence: 1, repeated: true, delivered: false });
    await dynamo.client.send(
      new UpdateItemCommand({
        TableName: 'messages',
        Key: marshall({ conversationId: 'general', position: receiptKey(message('a')) }),
        UpdateExpression: 'SET deliveredAt = :now',
        ExpressionAttributeValues: marshall({ ':now': '2026-03-01T10:00:01.000Z' }),
      }),
    );
    expect(await messages.append(message('a'))).toMatchObject({ sequence: 1, delivered: true, replied: false });
  });

  it('of two people may have the same name', async () => {
    const { messages } = tablesOf(dynamo.client);
    await messages.append(message('a'));

    expect(await messages.append(message('a', { userId: 'ben' }))).toMatchObject({ sequence: 2, repeated: false });
  });

  it('are forgotten after their time', async () => {
    const { messages } = tablesOf(dynamo.client);
    await messages.append(message('a'));

    const rows = await dynamo.client.send(new ScanCommand({ TableName: 'messages' }));
    const expiry = Date.parse('2026-03-31T10:00:00.000Z') / 1000;
    expect(rows.Items?.map(({ expiresAt }) => Number(expiresAt?.N))).toEqual([expiry, expiry]);
  });

  describe('are read', () => {
    beforeEach(async () => {
      const { messages } = tablesOf(dynamo.client);
      for (let index = 1; index <= 12; index += 1) await messages.append(message(`m${index}`));
    });
    const read = async (request: { after?: number; before?: number; limit: number }) => {
      const page = await tablesOf(dynamo.client).messages.read({ conversationId: 'general', ...request });
      return { numbers: page.messages.map(({ sequence }) => sequence), more: page.more };
    };

    it.each([
      ['the newest', { limit: 3 }, [10, 11, 12], true],
      ['what came after one', { after: 8, limit: 3 }, [9, 10, 11], true],
      ['the rest of it', { after: 11, limit: 3 }, [12], false],
      ['all of it', { after: 0, limit: 100 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], false],
      ['what came before one', { before: 5, limit: 3 }, [2, 3, 4], true],
      ['what there was at first', { before: 3, limit: 3 }, [1, 2], false],
      ['nothing after the last', { after: 12, limit: 3 }, [], false],
      ['nothing before the first', { before: 1, limit: 3 }, [], false],
      ['nothing before zero', { before: 0, limit: 3 }, [], false],
    ])('in their order: %s', async (_, request, numbers, more) => {
      expect(await read(request)).toEqual({ numbers, more });
    });
  });
});

/** As the state machine does: tries again when others were always faster. */
async function untilTaken<Result>(append: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await append();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'TooMuchContentionError') throw error;
    }
  }
}
