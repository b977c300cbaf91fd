import type { ImageRow } from '../../../functions/images/record/image-row.ts';
import { type RecordRequest, recordImage } from '../../../functions/images/record/record-image.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';

const completed = {
  status: 'completed',
  processedKey: 'processed/ab12-a.jpg',
  thumbnailKey: 'thumbnails/ab12-thumb-a.jpg',
} as const;
const rejected = { status: 'error', errorCode: 'NotAnImage', errorMessage: 'no decoder can read it' } as const;

function request(outcome: RecordRequest['outcome'], processedBy = 'execution-1'): RecordRequest {
  return {
    imageId: 'ab12',
    original: { originalBucket: 'originals', originalKey: 'a.jpg', sizeBytes: 700 },
    uploadedAt: '2026-03-01T09:00:00.000Z',
    outcome,
    processedBy,
    correlationId: 'c1',
  };
}

describe('recording an image', () => {
  let ledger: MemoryLedger<ImageRow>;
  const record = (...args: Parameters<typeof request>) =>
    recordImage(request(...args), { ledger, now: () => new Date('2026-03-01T10:00:00.000Z') });

  beforeEach(() => {
    ledger = new MemoryLedger();
  });

  test('writes the row and counts the image and its bytes', async () => {
    expect(await record(completed)).toEqual({ status: 'completed', news: true });

    expect(ledger.rows.get('ab12')).toEqual({
      imageId: 'ab12',
      status: 'completed',
      uploadedAt: '2026-03-01T09:00:00.000Z',
      originalBucket: 'originals',
      originalKey: 'a.jpg',
      sizeBytes: 700,
      processedKey: 'processed/ab12-a.jpg',
      thumbnailKey: 'thumbnails/ab12-thumb-a.jpg',
      processedAt: '2026-03-01T10:00:00.000Z',
      processedBy: 'execution-1',
      correlationId: 'c1',
      lastModified: '2026-03-01T10:00:00.000Z',
      counted: { total: 1, successful: 1, bytes: 700 },
    });
    expect(ledger.counters).toEqual({ total: 1, successful: 1, bytes: 700 });
  });

  test.each([
    ['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
    ['yesterday', '2026-03-01T10:00:00.000Z'],
  ])('writes the time %s so that it sorts, or takes the time of writing', async (uploadedAt, expected) => {
    await recordImage(
      { ...request(rejected), uploadedAt },
      { ledger, now: () => new Date('2026-03-01T10:00:00.000Z') },
    );
    expect(ledger.rows.get('ab12')?.uploadedAt).toBe(expected);
  });

  test('counts a rejected image as failed, without its bytes', async () => {
    expect(await record(rejected)).toEqual({ status: 'error', news: true });
    expect(ledger.counters).toEqual({ total: 1, failed: 1 });
  });

  test.each([
    ['completed', completed],
    ['rejected', rejected],
  ])('is no news the second time an image was %s, and counts once', async (_, outcome) => {
    await record(outcome, 'execution-1');
    const [row, counters] = [ledger.rows.get('ab12'), { ...ledger.counters }];

    expect(await record(outcome, 'execution-2')).toMatchObject({ news: false });
    expect(ledger.rows.get('ab12')).toBe(row);
    expect(ledger.counters).toEqual(counters);
  });

  test('is still news to the execution whose first answer was lost', async () => {
    await record(completed, 'execution-1');

    expect(await record(completed, 'execution-1')).toMatchObject({ news: true });
    expect(ledger.counters).toMatchObject({ total: 1, successful: 1 });
  });
});
