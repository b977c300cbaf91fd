import type { BatchOutcome, BatchRow } from '../../../functions/logs/record/batch-row.ts';
import { recordBatch } from '../../../functions/logs/record/record-batch.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';
import { RECEIVED_AT } from './support/logs.ts';

const completed: BatchOutcome = {
  status: 'completed',
  count: 3,
  levels: { INFO: 2, ERROR: 1 },
  setAsideCount: 1,
  archiveKey: 'logs/2026/03/01/10/ab12.json.gz',
  archiveBytes: 300,
};
const rejected: BatchOutcome = {
  status: 'rejected',
  setAsideCount: 0,
  errorCode: 'EmptyBatch',
  errorMessage: 'no log',
};
const failed: BatchOutcome = { ...rejected, status: 'failed', errorCode: 'IngestionFailed' };

describe('recording a batch', () => {
  let ledger: MemoryLedger<BatchRow>;
  const record = (outcome: BatchOutcome, processedBy = 'execution-1') =>
    recordBatch(
      { batchId: 'ab12', receivedAt: RECEIVED_AT, outcome, processedBy, correlationId: 'c1' },
      { ledger, retentionSeconds: 60, now: () => new Date('2026-03-01T10:00:05.000Z') },
    );
  /** What a later step writes when it has told. */
  const announce = () => {
    const row = ledger.rows.get('ab12');
    if (row) ledger.rows.set('ab12', Object.assign(row, { announcedAt: '2026-03-01T10:00:06.000Z' }));
  };

  beforeEach(() => {
    ledger = new MemoryLedger();
  });

  test('counts its logs, in all and by level, and what was set aside', async () => {
    expect(await record(completed)).toEqual({ status: 'completed', news: true });

    expect(ledger.rows.get('ab12')).toMatchObject({ batchId: 'ab12', ...completed, expiresAt: 1_772_359_260 });
    expect(ledger.counters).toEqual({ batches: 1, total: 3, info: 2, error: 1, setAside: 1, bytes: 300 });
  });

  test('counts a batch that was rejected, and one that failed', async () => {
    await record(rejected);
    expect(ledger.counters).toEqual({ batches: 1, rejectedBatches: 1 });

    ledger = new MemoryLedger();
    await record(failed);
    expect(ledger.counters).toEqual({ batches: 1, failedBatches: 1 });
  });

  test('counts once, however often it is repeated', async () => {
    await record(completed, 'execution-1');
    const counters = { ...ledger.counters };
    await record(completed, 'execution-1');
    await record(completed, 'execution-2');

    expect(ledger.counters).toEqual(counters);
  });

  test('turns a failure into a success, and counts one batch', async () => {
    await record(failed, 'execution-1');

    expect(await record(completed, 'execution-2')).toMatchObject({ news: true });
    expect(ledger.counters).toEqual({
      batches: 1,
      failedBatches: 0,
      total: 3,
      info: 2,
      error: 1,
      setAside: 1,
      bytes: 300,
    });
  });

  test('remains news until somebody has told', async () => {
    await record(completed, 'lost-execution');
    expect(await record(completed, 'execution-2')).toMatchObject({ news: true });

    announce();
    expect(await record(completed, 'execution-3')).toMatchObject({ news: false });
  });
});
