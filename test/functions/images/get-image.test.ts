import { getImage } from '../../../functions/images/get/get-image.ts';
import { NotFound } from '../../../functions/shared/http/problem.ts';
import type { LinkTo } from '../../../functions/shared/object-link.ts';
import { requestOf } from '../http/support.ts';

const BUCKETS = { original: 'originals', processed: 'processed', thumbnails: 'thumbnails' };
const ROW = {
  imageId: 'ab12',
  status: 'completed',
  uploadedAt: '2026-03-01T10:00:00.000Z',
  processedAt: '2026-03-01T10:00:02.000Z',
  originalBucket: 'originals',
  originalKey: 'uploads/1/niño 1.jpg',
  originalVersionId: 'v1',
  processedKey: 'processed/ab12-niño 1.jpg',
  thumbnailKey: 'thumbnails/ab12-thumb-niño 1.jpg',
};

async function show(row: Record<string, unknown> | undefined, now = '2026-03-01T10:07:30.000Z') {
  const links: LinkTo[] = [];
  const answer = await getImage(requestOf({ query: {}, parameters: { id: 'ab12' }, body: undefined }), {
    images: { read: async () => row },
    buckets: BUCKETS,
    link: async (to) => `https://s3.example/${links.push(to)}`,
    now: () => new Date(now),
  });
  return { ...answer.body, signed: links };
}

describe('an image', () => {
  test('has links to its original, in its version and only to be saved, and to its copies', async () => {
    const { filename, signed } = await show(ROW);
    expect(filename).toBe('niño 1.jpg');
    expect(signed).toMatchObject([
      { bucket: 'originals', key: ROW.originalKey, versionId: 'v1', saveAs: 'niño 1.jpg' },
      { bucket: 'processed', key: ROW.processedKey },
      { bucket: 'thumbnails', key: ROW.thumbnailKey },
    ]);
  });

  test('has the same links for five minutes, which are good for ten more', async () => {
    const [first, later, next] = [
      await show(ROW, '2026-03-01T10:05:00.000Z'),
      await show(ROW, '2026-03-01T10:09:59.999Z'),
      await show(ROW, '2026-03-01T10:10:00.000Z'),
    ];
    expect(later.signed).toEqual(first.signed);
    expect(later.linksExpireAt).toBe('2026-03-01T10:20:00.000Z');
    expect(next.signed).not.toEqual(first.signed);
  });

  test('that was rejected has no link to copies, and none into a bucket that is not ours', async () => {
    const { processedKey: _, thumbnailKey: __, ...original } = ROW;
    const rejected = {
      ...original,
      status: 'error',
      originalBucket: 'elsewhere',
      errorCode: 'UnknownBucket',
      errorMessage: 'no',
    };
    expect(await show(rejected)).toMatchObject({
      links: { original: null, processed: null, thumbnail: null },
      reason: { code: 'UnknownBucket', message: 'no' },
    });
  });

  test('that is not there is not found', async () => {
    await expect(show(undefined)).rejects.toThrow(NotFound);
  });
});
