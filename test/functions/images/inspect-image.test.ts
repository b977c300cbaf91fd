import { IMAGE_FORMATS } from '../../../functions/images/image-format.ts';
import { imageIdOf } from '../../../functions/images/image-id.ts';
import { inspectImage } from '../../../functions/images/inspect/inspect-image.ts';
import { MemoryObjectStore } from '../support/memory-object-store.ts';
import { bombPng, picture, sidewaysJpeg } from './support/pictures.ts';

const BUCKET = 'originals';
const LIMITS = { maxBytes: 5_000_000, maxPixels: 4_000_000 };

describe('inspecting an image', () => {
  const objects = new MemoryObjectStore();
  const inspect = (upload: unknown) =>
    inspectImage({ fallbackId: 'event-1', upload }, { objects, originalBucket: BUCKET, limits: LIMITS });
  const upload = (key: string, bytes: Buffer, versionId = 'v1') => {
    objects.put(BUCKET, key, bytes, versionId);
    return { bucket: BUCKET, key, versionId };
  };

  test.each(IMAGE_FORMATS)('reads format and size of %s', async (format) => {
    const inspection = await inspect(upload(`image.${format}`, await picture(format, 320, 200)));

    expect(inspection).toMatchObject({
      outcome: 'accepted',
      original: { format, contentType: `image/${format}`, width: 320, height: 200 },
    });
  });

  test.each(IMAGE_FORMATS)(
    'reads the header of a large %s from its beginning or, if it must, from the whole',
    async (format) => {
      const bytes = await picture(format, 1400, 1000);
      const inspection = await inspect(upload(`large.${format}`, bytes));

      expect(bytes.length).toBeGreaterThan(256 * 1024);
      expect(inspection).toMatchObject({ outcome: 'accepted', original: { format, width: 1400, height: 1000 } });
    },
  );

  test('reads no more of a large JPEG than its beginning', async () => {
    await inspect(upload('beginning.jpg', await picture('jpeg', 1400, 1000)));

    expect(objects.reads.filter(({ key }) => key === 'beginning.jpg')).toEqual([
      { key: 'beginning.jpg', firstBytes: 256 * 1024 },
    ]);
  });

  test('measures a photo as it is shown, not as it is stored', async () => {
    const inspection = await inspect(upload('sideways.jpg', await sidewaysJpeg(400, 300)));

    expect(inspection).toMatchObject({ original: { width: 400, height: 300 } });
  });

  test('goes by what a file is, not by what it is called', async () => {
    const inspection = await inspect(upload('really-a-png.jpg', await picture('png', 10, 10)));

    expect(inspection).toMatchObject({ original: { format: 'png', contentType: 'image/png' } });
  });

  test.each(['with spaces 1.jpg', 'mis fotos/niño 1.jpg', '🐱/👩‍👩‍👧.jpg', 'a+b%20c&d=e?.jpg', '日本語.jpg'])(
    'takes the key %s as it is',
    async (key) => {
      const inspection = await inspect(upload(key, await picture('jpeg', 10, 10)));

      expect(inspection).toMatchObject({ outcome: 'accepted', original: { key } });
    },
  );

  test('gives the same version the same id whoever asks, and another version another id', async () => {
    const bytes = await picture('jpeg', 10, 10);
    const named = await inspect(upload('twice.jpg', bytes, 'v1'));
    const unnamed = await inspect({ bucket: BUCKET, key: 'twice.jpg' });
    const newer = await inspect(upload('twice.jpg', bytes, 'v2'));

    expect(named.imageId).toBe(imageIdOf({ bucket: BUCKET, key: 'twice.jpg', version: 'v1' }));
    expect(unnamed.imageId).toBe(named.imageId);
    expect(newer.imageId).not.toBe(named.imageId);
  });

  test('inspects the version that the event was about, when a newer one has come since', async () => {
    const older = upload('replaced.jpg', await picture('jpeg', 10, 10), 'v1');
    upload('replaced.jpg', await picture('jpeg', 20, 20), 'v2');

    expect(await inspect(older)).toMatchObject({ original: { versionId: 'v1', width: 10 } });
  });

  describe('rejects', () => {
    test.each([
      ['nothing', {}, 'InvalidEvent', /data\.bucket.*data\.key/],
      ['no key', { bucket: BUCKET }, 'InvalidEvent', /data\.key/],
      ['a key that is a number', { bucket: BUCKET, key: 5 }, 'InvalidEvent', /data\.key.*expected string/],
      ['a key that is a list', { bucket: BUCKET, key: [] }, 'InvalidEvent', /^data\.key: [^.]*expected string[^.]*$/],
      ['an empty key', { bucket: BUCKET, key: '' }, 'InvalidEvent', /data\.key/],
      ['a key that is too long', { bucket: BUCKET, key: 'ñ'.repeat(513) }, 'InvalidEvent', /at most 1024 bytes/],
      ['text', 'photo.jpg', 'InvalidEvent', /data: .*expected object/],
      ['null', null, 'InvalidEvent', /data/],
      [
        'another bucket',
        { bucket: 'another-bucket', key: 'a.jpg' },
        'UnknownBucket',
        /taken from originals, not from another-bucket/,
      ],
      [
        'an object that is not there',
        { bucket: BUCKET, key: 'missing.jpg' },
        'ObjectNotFound',
        /has no object "missing\.jpg"/,
      ],
    ])('%s, saying why', async (_, upload, code, message) => {
      const inspection = await inspect(upload);

      expect(inspection).toMatchObject({
        outcome: 'rejected',
        reason: { code, message: expect.stringMatching(message) },
      });
    });

    test('an event that names nothing under the id of the event', async () => {
      expect((await inspect({})).imageId).toBe('event-1');
    });

    test('an object that was deleted since, although its version is still there', async () => {
      const uploaded = upload('deleted.jpg', await picture('jpeg', 10, 10));
      objects.delete(BUCKET, 'deleted.jpg');

      expect(await inspect(uploaded)).toMatchObject({ outcome: 'rejected', reason: { code: 'ObjectNotFound' } });
    });

    test('a text file named .jpg', async () => {
      expect(await inspect(upload('notes.jpg', Buffer.from('Dear diary')))).toMatchObject({
        outcome: 'rejected',
        original: { key: 'notes.jpg', sizeBytes: 10 },
        reason: { code: 'NotAnImage' },
      });
    });

    test('a long text file, with two reads', async () => {
      expect(await inspect(upload('novel.jpg', Buffer.alloc(300_000, 'word ')))).toMatchObject({
        reason: { code: 'NotAnImage' },
      });
      expect(objects.reads.filter(({ key }) => key === 'novel.jpg')).toHaveLength(2);
    });

    test('an empty file, without reading it', async () => {
      expect(await inspect(upload('empty.jpg', Buffer.alloc(0)))).toMatchObject({ reason: { code: 'EmptyFile' } });
      expect(objects.reads.some(({ key }) => key === 'empty.jpg')).toBe(false);
    });

    test('a file over the limit of bytes, without reading it', async () => {
      expect(await inspect(upload('huge.jpg', Buffer.alloc(5_000_001)))).toMatchObject({
        reason: { code: 'TooManyBytes', message: '5,000,001 bytes; at most 5,000,000 are taken' },
      });
      expect(objects.reads.some(({ key }) => key === 'huge.jpg')).toBe(false);
    });

    test('a decompression bomb, by its header alone', async () => {
      expect(await inspect(upload('bomb.png', bombPng(50_000, 50_000)))).toMatchObject({
        original: { width: 50_000, height: 50_000 },
        reason: {
          code: 'TooManyPixels',
          message: '50,000 × 50,000 is 2,500,000,000 pixels; at most 4,000,000 are taken',
        },
      });
    });

    test('a drawing in SVG, which could load what it likes', async () => {
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
      expect(await inspect(upload('drawing.svg', svg))).toMatchObject({ reason: { code: 'NotAnImage' } });
    });
  });

  test('lets an error of the store through, so that the step is tried again', async () => {
    const broken = new MemoryObjectStore();
    broken.describe = () => Promise.reject(new Error('S3 is down'));
    const attempt = inspectImage(
      { fallbackId: 'event-1', upload: { bucket: BUCKET, key: 'a.jpg' } },
      { objects: broken, originalBucket: BUCKET, limits: LIMITS },
    );

    await expect(attempt).rejects.toThrow('S3 is down');
  });
});
