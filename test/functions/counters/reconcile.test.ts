import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ImageRow } from '../../../functions/images/record/image-row.ts';
import type { BatchRow } from '../../../functions/logs/record/batch-row.ts';
import { RecountSupersededError } from '../../../functions/shared/ledger/epoch.ts';
import type { Counts } from '../../../functions/shared/ledger/ledger.ts';
import { settle } from '../../../functions/shared/ledger/settle.ts';
import { type RunningDynamoDb, startDynamoDb } from '../../emulator/dynamodb/support.ts';
import { countersOf, createTables, forget, ledgersOf, reconcile, recountOf } from './support/ledgers.ts';

const NOW = '2026-03-01T10:00:00.000Z';

describe('a recount of the counters', () => {
  let dynamo: RunningDynamoDb;
  let ledgers: ReturnType<typeof ledgersOf>;
  beforeEach(async () => {
    dynamo = await startDynamoDb();
    await createTables(dynamo.client);
    ledgers = ledgersOf(dynamo.client);
  });
  afterEach(() => dynamo.close());

  let executions = 0;
  const image = (imageId: string, counted: Counts, errorCode?: string, writer = ledgers) => {
    const outcome = errorCode
      ? ({ status: 'error', errorCode, errorMessage: '' } as const)
      : ({ status: 'completed', processedKey: 'p', thumbnailKey: 't' } as const);
    executions += 1;
    const processedBy = `execution ${executions}`;
    const times = { uploadedAt: NOW, processedAt: NOW, lastModified: NOW };
    const row: ImageRow = { imageId, ...outcome, processedBy, correlationId: 'c', ...times, counted };
    return settle(imageId, row, writer.images);
  };
  const fails = (id: string, writer = ledgers) => image(id, { total: 1, failed: 1 }, 'Broken', writer);
  const succeeds = (id: string, writer = ledgers) =>
    image(id, { total: 1, successful: 1, bytes: 700 }, undefined, writer);
  const batch = (batchId: string, expiresAt: string) => {
    const times = { receivedAt: NOW, processedAt: NOW, lastModified: NOW };
    const outcome = {
      status: 'completed',
      count: 3,
      levels: {},
      setAsideCount: 0,
      archiveKey: 'k',
      archiveBytes: 10,
    } as const;
    const row: BatchRow = {
      batchId,
      ...outcome,
      ...times,
      processedBy: 'execution',
      correlationId: 'c',
      counted: { batches: 1, total: 3, bytes: 10 },
      expiresAt: Date.parse(expiresAt) / 1000,
    };
    return settle(batchId, row, ledgers.logs);
  };
  const tamper = (counter: string, name: string) =>
    dynamo.client.send(
      new UpdateItemCommand({
        TableName: 'stats',
        Key: { counter: { S: counter } },
        UpdateExpression: 'ADD #name :by',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':by': { N: '5' } },
      }),
    );
  const expectExact = async (domain: string) =>
    expect(await countersOf(dynamo.client, domain)).toEqual(await recountOf(dynamo.client, domain));

  it('finds nothing wrong where nothing is', async () => {
    await fails('a1');
    await succeeds('b2');

    expect(await reconcile(dynamo.client, 'images')).toMatchObject({ drift: {}, wrong: 0 });
  });

  it('adds what a counter is short of, takes away what it says too much, and says so', async () => {
    for (const id of ['a1', 'b1', 'c2']) await succeeds(id);
    await tamper('images#1', 'successful');
    await dynamo.client.send(new DeleteItemCommand({ TableName: 'images', Key: { imageId: { S: 'c2' } } }));

    const { drift, deviation, wrong } = await reconcile(dynamo.client, 'images');
    expect(drift).toEqual({ total: -1, successful: -6, bytes: -700 });
    expect({ deviation, wrong }).toEqual({ deviation: 707, wrong: 2 });
    await expectExact('images');
    expect(await reconcile(dynamo.client, 'images')).toMatchObject({ wrong: 0 });
  });

  it('is not misled by what is counted between its beginning and its reading of the rows', async () => {
    await fails('a1');
    await fails('b1');
    await tamper('images#1', 'failed');

    const { drift } = await reconcile(dynamo.client, 'images', {
      async afterSnapshot() {
        await succeeds('a1');
        await succeeds('c1');
        await image('b1', { total: 1, failed: 1 }, 'Broken differently');
      },
    });
    expect(drift).toEqual({ failed: -5 });
    expect(await countersOf(dynamo.client, 'images')).toEqual({ total: 3, successful: 2, failed: 1, bytes: 1400 });
    await expectExact('images');
  });

  it('loses nothing that is counted between its reading and its repair', async () => {
    await succeeds('a1');
    await tamper('images#1', 'total');

    const { drift } = await reconcile(dynamo.client, 'images', {
      async beforeRepair() {
        await fails('b1');
        await fails('c2');
      },
    });
    expect(drift).toEqual({ total: -5 });
    expect(await countersOf(dynamo.client, 'images')).toEqual({ total: 3, successful: 1, failed: 2, bytes: 700 });
  });

  it('stays exact with writers at work all the time, those included that know an old epoch', async () => {
    const others = ledgersOf(dynamo.client);
    let finished = false;
    let written = 0;
    const write = async (who: typeof ledgers, offset: number) => {
      for (let at = offset; !finished; at += 2) {
        const id = (at % 64).toString(16).padStart(2, '0');
        await (at % 3 === 0 ? succeeds(id, who) : fails(id, who));
        written += 1;
      }
    };
    await tamper('images#3', 'total');
    const writers = [write(ledgers, 0), write(others, 1)];
    const drifts: Counts[] = [];
    for (let run = 0; run < 8; run += 1) drifts.push((await reconcile(dynamo.client, 'images')).drift);
    finished = true;
    await Promise.all(writers);

    expect(written).toBeGreaterThan(0);
    expect(drifts).toEqual([{ total: -5 }, {}, {}, {}, {}, {}, {}, {}]);
    await expectExact('images');
  });

  it('repairs once, however often it is asked', async () => {
    await succeeds('a1');
    await tamper('images#1', 'total');

    const { repair } = await reconcile(dynamo.client, 'images');
    expect(await repair()).toMatchObject({ drift: { total: -5 }, superseded: 0 });
    await expectExact('images');
  });

  it('leaves the repair to a recount that has begun after it', async () => {
    await succeeds('a1');
    await tamper('images#1', 'total');

    const overtaken = await reconcile(dynamo.client, 'images', {
      beforeRepair: () => reconcile(dynamo.client, 'images'),
    });
    expect(overtaken).toMatchObject({ drift: {}, wrong: 1, superseded: 1 });
    await expectExact('images');
  });

  it('gives up when another has begun, and rows were counted since', async () => {
    await fails('a1');
    const overtaken = reconcile(dynamo.client, 'images', {
      async afterSnapshot() {
        await reconcile(dynamo.client, 'images');
        await succeeds('a1');
      },
    });

    await expect(overtaken).rejects.toThrow(RecountSupersededError);
  });

  it('comes to the same sum after rows were forgotten', async () => {
    await batch('a1', '2026-03-08T10:00:00Z');
    await batch('b1', '2026-03-08T10:00:00Z');
    await batch('c2', '2026-04-01T10:00:00Z');
    const counted = { batches: 3, total: 9, bytes: 30 };

    for (const day of ['2026-03-10', '2026-04-02', '2026-04-03']) {
      const { epochs, drift } = await reconcile(dynamo.client, 'logs');
      expect(drift).toEqual({});
      await forget(dynamo.client, 'logs', epochs, new Date(`${day}T03:00:00Z`));
      expect(await recountOf(dynamo.client, 'logs')).toEqual(counted);
    }
    expect(await ledgers.logs.find('a1')).toBeUndefined();
    expect(await ledgers.logs.find('c2')).toBeUndefined();
    expect(await reconcile(dynamo.client, 'logs')).toMatchObject({ drift: {} });
  });

  it('forgets no row while another recount may be looking at it', async () => {
    await batch('a1', '2026-03-08T10:00:00Z');
    const { epochs } = await reconcile(dynamo.client, 'logs');
    await reconcile(dynamo.client, 'logs');

    expect(await forget(dynamo.client, 'logs', epochs, new Date('2026-03-10T03:00:00Z'))).toMatchObject({
      forgotten: 0,
    });
    expect(await ledgers.logs.find('a1')).toBeDefined();
  });
});
