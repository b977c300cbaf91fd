import { IndexThrottledError, indexBatch } from '../../../functions/logs/index/index-batch.ts';
import type { LogIndex } from '../../../functions/logs/index/log-index.ts';
import { type LogRow, logRow } from '../../../functions/logs/index/log-row.ts';
import type { Log } from '../../../functions/logs/log.ts';
import { MemoryObjectStore } from '../support/memory-object-store.ts';
import { logs, RECEIVED_AT } from './support/logs.ts';

/** An index in memory that takes as much of each write as it is told to. */
class MemoryLogIndex implements LogIndex {
  readonly rows = new Map<string, LogRow>();
  readonly writes: number[] = [];
  takes = (rows: readonly LogRow[]) => rows.length;

  async write(rows: readonly LogRow[]): Promise<readonly LogRow[]> {
    this.writes.push(rows.length);
    const taken = this.takes(rows);
    for (const row of rows.slice(0, taken)) this.rows.set(`${row.levelShard}/${row.timestampId}`, row);
    return rows.slice(taken);
  }
}

describe('indexing a batch', () => {
  let index: MemoryLogIndex;
  let waits: number[];
  const run = (batch: Log[]) =>
    indexBatch(
      { batchId: 'ab12', receivedAt: RECEIVED_AT, batch: { value: { logs: batch, setAside: [] } } },
      {
        objects: new MemoryObjectStore(),
        index,
        backOff: async (attempt) => {
          waits.push(attempt);
        },
        retentionSeconds: 60,
      },
    );

  beforeEach(() => {
    index = new MemoryLogIndex();
    waits = [];
  });

  test('makes a row of each log, also of a thousand in the same millisecond', async () => {
    expect(await run(logs(1_000))).toEqual({ indexed: 1_000 });
    expect(index.rows.size).toBe(1_000);
  });

  test('writes 25 rows at once, as many as DynamoDB takes', async () => {
    await run(logs(60));
    expect(index.writes).toEqual([25, 25, 10]);
  });

  test('makes the same rows when it is repeated', async () => {
    await run(logs(30));
    const rows = new Map(index.rows);
    await run(logs(30));

    expect(index.rows).toEqual(rows);
  });

  test('writes again, after a while, what was not taken', async () => {
    index.takes = (rows) => Math.ceil(rows.length / 2);
    await run(logs(4));

    expect(index.writes).toEqual([4, 2, 1]);
    expect(waits).toEqual([0, 1]);
    expect(index.rows.size).toBe(4);
  });

  test('gives up when nothing is taken for long, for the state machine to try later', async () => {
    index.takes = () => 0;

    await expect(run(logs(1))).rejects.toThrow(IndexThrottledError);
    expect(waits).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('the row of a log', () => {
  const [log] = logs(1) as [Log];
  const row = (changes: Partial<Log> = {}, position = 0) =>
    logRow({ ...log, ...changes }, { batchId: 'ab12', position, expiresAt: 1_772_359_260 });

  test('says by what it is found', () => {
    expect(row({ attributes: { orderId: 7 } })).toEqual({
      logId: 'ab12-000000',
      batchId: 'ab12',
      timestamp: RECEIVED_AT,
      level: 'WARNING',
      service: 'orders',
      userId: 'ana',
      message: 'message 0',
      levelShard: 'WARNING#2',
      serviceShard: 'orders#WARNING#2',
      timestampId: '2026-03-01T10:00:00.000Z#ab12-000000',
      expiresAt: 1_772_359_260,
    });
  });

  test('is spread over the shards by batch and position', () => {
    expect([0, 1, 2, 3, 4].map((position) => row({}, position).levelShard)).toEqual([
      'WARNING#2',
      'WARNING#3',
      'WARNING#0',
      'WARNING#1',
      'WARNING#2',
    ]);
  });

  test.each([
    ['x'.repeat(100), 100],
    ['x'.repeat(101), 100],
    ['🐱'.repeat(500), 200],
  ])('has a hundred whole characters of the message %#', (message, length) => {
    const cut = row({ message }).message;
    expect(cut).toHaveLength(length);
    expect(cut.isWellFormed()).toBe(true);
  });
});
