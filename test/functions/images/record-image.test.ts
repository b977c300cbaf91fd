import type { ImageRecords } from '../../../functions/images/record/image-records.ts';
import type { ImageRow, KnownImage } from '../../../functions/images/record/image-row.ts';
import {
  type RecordRequest,
  recordImage,
  TooMuchContentionError,
} from '../../../functions/images/record/record-image.ts';
import type { CounterChange } from '../../../functions/images/record/transition.ts';

const ZERO: CounterChange = { total: 0, successful: 0, failed: 0, bytes: 0 };

/** Rows and one counter in memory. */
class MemoryImageRecords implements ImageRecords {
  readonly rows = new Map<string, ImageRow>();
  counters = ZERO;
  /** Called before a write: another execution may get in. */
  interfere = () => {};

  async find(imageId: string): Promise<KnownImage | undefined> {
    return this.rows.get(imageId);
  }

  async replace(known: KnownImage | undefined, row: ImageRow, counters: CounterChange): Promise<boolean> {
    this.interfere();
    if (this.rows.get(row.imageId) !== known) return false;
    this.rows.set(row.imageId, row);
    this.counters = {
      total: this.counters.total + counters.total,
      successful: this.counters.successful + counters.successful,
      failed: this.counters.failed + counters.failed,
      bytes: this.counters.bytes + counters.bytes,
    };
    return true;
  }
}

const completed = {
  status: 'completed',
  processedKey: 'processed/ab12-a.jpg',
  thumbnailKey: 'thumbnails/ab12-thumb-a.jpg',
} as const;
const failed = { status: 'error', errorCode: 'ProcessingFailed', errorMessage: 'making a copy failed' } as const;
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
  let records: MemoryImageRecords;
  const record = (...args: Parameters<typeof request>) =>
    recordImage(request(...args), { records, now: () => new Date('2026-03-01T10:00:00.000Z') });

  beforeEach(() => {
    records = new MemoryImageRecords();
  });

  test('writes the row and counts the image and its bytes', async () => {
    expect(await record(completed)).toEqual({ status: 'completed', news: true });

    expect(records.rows.get('ab12')).toEqual({
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
    });
    expect(records.counters).toEqual({ total: 1, successful: 1, failed: 0, bytes: 700 });
  });

  test.each([
    ['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
    ['yesterday', '2026-03-01T10:00:00.000Z'],
  ])('writes the time %s so that it sorts, or takes the time of writing', async (uploadedAt, expected) => {
    await recordImage(
      { ...request(rejected), uploadedAt },
      { records, now: () => new Date('2026-03-01T10:00:00.000Z') },
    );
    expect(records.rows.get('ab12')?.uploadedAt).toBe(expected);
  });

  test('counts a rejected image as failed, without its bytes', async () => {
    expect(await record(rejected)).toEqual({ status: 'error', news: true });
    expect(records.counters).toEqual({ total: 1, successful: 0, failed: 1, bytes: 0 });
  });

  test.each([
    ['completed', completed],
    ['rejected', rejected],
  ])('is no news the second time an image was %s, and counts once', async (_, outcome) => {
    await record(outcome, 'execution-1');
    const [row, counters] = [records.rows.get('ab12'), records.counters];

    expect(await record(outcome, 'execution-2')).toMatchObject({ news: false });
    expect(records.rows.get('ab12')).toBe(row);
    expect(records.counters).toEqual(counters);
  });

  test('is still news to the execution whose first answer was lost', async () => {
    await record(completed, 'execution-1');

    expect(await record(completed, 'execution-1')).toMatchObject({ news: true });
    expect(records.counters).toMatchObject({ total: 1, successful: 1 });
  });

  test('turns a failure into a success when another execution succeeds, and counts one image', async () => {
    await record(failed, 'execution-1');

    expect(await record(completed, 'execution-2')).toEqual({ status: 'completed', news: true });
    expect(records.counters).toEqual({ total: 1, successful: 1, failed: 0, bytes: 700 });
  });

  test('leaves a success alone when another execution fails', async () => {
    await record(completed, 'execution-1');

    expect(await record(failed, 'execution-2')).toMatchObject({ news: false });
    expect(records.rows.get('ab12')?.status).toBe('completed');
  });

  test('tells a new reason for the same failure, and counts it once', async () => {
    await record(failed, 'execution-1');

    expect(await record(rejected, 'execution-2')).toMatchObject({ news: true });
    expect(records.rows.get('ab12')).toMatchObject({ errorCode: 'NotAnImage' });
    expect(records.counters).toEqual({ total: 1, successful: 0, failed: 1, bytes: 0 });
  });

  test('looks again when another execution writes in between', async () => {
    records.interfere = () => {
      records.interfere = () => {};
      records.rows.set('ab12', {
        ...request(completed),
        ...completed,
        processedBy: 'faster',
        processedAt: '',
        lastModified: '',
      });
    };

    expect(await record(completed)).toEqual({ status: 'completed', news: false });
    expect(records.rows.get('ab12')?.processedBy).toBe('faster');
  });

  test('gives up after five attempts, for the state machine to try later', async () => {
    let attempts = 0;
    records.replace = async () => {
      attempts += 1;
      return false;
    };

    await expect(record(completed)).rejects.toThrow(TooMuchContentionError);
    expect(attempts).toBe(5);
  });
});
