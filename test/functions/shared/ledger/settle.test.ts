import type { LedgerRow } from '../../../../functions/shared/ledger/ledger.ts';
import { settle, TooMuchContentionError } from '../../../../functions/shared/ledger/settle.ts';
import { MemoryLedger } from '../../support/memory-ledger.ts';

const row = (outcome: Partial<LedgerRow> & Pick<LedgerRow, 'status'>, processedBy = 'execution-1'): LedgerRow => ({
  processedBy,
  lastModified: '2026-03-01T10:00:00.000Z',
  counted: {},
  ...outcome,
});
const pending = row({ status: 'pending' }, 'execution-0');
const done = (by?: string) => row({ status: 'done', counted: { total: 1, successful: 1, bytes: 700 } }, by);
const failed = (errorCode: string, by?: string) =>
  row({ status: 'error', errorCode, counted: { total: 1, failed: 1 } }, by);

describe('settling an outcome', () => {
  let ledger: MemoryLedger<LedgerRow>;
  const record = async (outcome: LedgerRow) => (await settle('ab12', outcome, ledger)).kind;

  beforeEach(() => {
    ledger = new MemoryLedger();
  });

  test('writes the row and adds what it counts', async () => {
    expect(await record(done())).toBe('write');
    expect(ledger.rows.get('ab12')).toEqual(done());
    expect(ledger.counters).toEqual({ total: 1, successful: 1, bytes: 700 });
  });

  test('takes the place of a row that is pending', async () => {
    ledger.rows.set('ab12', pending);

    expect(await record(failed('Unreachable'))).toBe('write');
    expect(ledger.counters).toEqual({ total: 1, failed: 1 });
  });

  test.each([
    ['a success', done],
    ['an error', (by?: string) => failed('Unreachable', by)],
  ])('is known the second time it is %s, and counts once', async (_, outcome) => {
    await record(outcome('execution-1'));
    const counters = { ...ledger.counters };

    expect(await record(outcome('execution-2'))).toBe('known');
    expect(ledger.rows.get('ab12')).toEqual(outcome('execution-1'));
    expect(ledger.counters).toEqual(counters);
  });

  test('tells the execution whose first answer was lost that it was the one', async () => {
    await record(done('execution-1'));

    expect(await record(done('execution-1'))).toBe('written before');
    expect(ledger.counters).toMatchObject({ total: 1 });
  });

  test('turns an error into a success, and counts one row', async () => {
    await record(failed('Unreachable', 'execution-1'));

    expect(await record(done('execution-2'))).toBe('write');
    expect(ledger.counters).toEqual({ total: 1, failed: 0, successful: 1, bytes: 700 });
  });

  test('does not undo a success by an error', async () => {
    await record(done('execution-1'));

    expect(await record(failed('Unreachable', 'execution-2'))).toBe('known');
    expect(ledger.rows.get('ab12')).toEqual(done('execution-1'));
  });

  test('keeps the newest reason of an error, and counts it once', async () => {
    await record(failed('Unreachable', 'execution-1'));

    expect(await record(failed('Malformed', 'execution-2'))).toBe('write');
    expect(ledger.rows.get('ab12')).toMatchObject({ errorCode: 'Malformed' });
    expect(ledger.counters).toEqual({ total: 1, failed: 1 });
  });

  test('looks again when another execution writes in between', async () => {
    ledger.interfere = () => {
      ledger.interfere = () => {};
      ledger.rows.set('ab12', done('faster'));
    };

    expect(await record(done('execution-1'))).toBe('known');
    expect(ledger.rows.get('ab12')?.processedBy).toBe('faster');
  });

  test('writes what is likely new without asking for a row first', async () => {
    ledger.find = () => Promise.reject(new Error('nobody should ask'));

    expect((await settle('ab12', done(), ledger, { likelyNew: true })).kind).toBe('write');
  });

  test('asks after all when what was likely new is not', async () => {
    await record(done('faster'));

    expect((await settle('ab12', done('execution-2'), ledger, { likelyNew: true })).kind).toBe('known');
    expect(ledger.counters).toMatchObject({ total: 1 });
  });

  test('gives up after five attempts, for the state machine to try later', async () => {
    let attempts = 0;
    ledger.replace = async () => {
      attempts += 1;
      return false;
    };

    await expect(record(done())).rejects.toThrow(TooMuchContentionError);
    expect(attempts).toBe(5);
  });
});
