import type { DerivativeKind } from '../../../functions/images/derivative.ts';
import { formatOfCopies, IMAGE_FORMATS, type ImageFormat } from '../../../functions/images/image-format.ts';
import { makeDerivative } from '../../../functions/images/resize/make-derivative.ts';
import { sharp } from '../../../functions/images/sharp.ts';
import { MemoryObjectStore } from '../support/memory-object-store.ts';
import { animatedGif, bombPng, jpegWithExif, picture, sidewaysJpeg } from './support/pictures.ts';

const NOW = new Date('2026-03-01T10:00:00.000Z');

interface Attempt {
  readonly bytes: Buffer;
  readonly format: ImageFormat;
  readonly kind?: DerivativeKind;
  readonly key?: string;
}

async function make({ bytes, format, kind = 'thumbnail', key = 'photo.jpg' }: Attempt) {
  const objects = new MemoryObjectStore();
  objects.put('originals', key, bytes, 'v1');
  const result = await makeDerivative(
    {
      kind,
      imageId: 'ab12',
      original: { bucket: 'originals', key, versionId: 'v1', format },
      processedBy: 'execution-1',
    },
    { objects, buckets: { processed: 'processed', thumbnail: 'thumbnails' }, maxPixels: 4_000_000, now: () => NOW },
  );
  return { result, copy: objects.written[0] };
}

describe('making a derivative', () => {
  test.each([
    ['processed', 1024],
    ['thumbnail', 200],
  ] as const)('shrinks the longest side of the %s one to %d pixels', async (kind, longest) => {
    const { result, copy } = await make({ bytes: await picture('jpeg', 1600, 800), format: 'jpeg', kind });

    expect(result).toMatchObject({ outcome: 'created', width: longest, height: longest / 2 });
    expect(await sharp(copy?.body).metadata()).toMatchObject({ format: 'jpeg', width: longest, height: longest / 2 });
  });

  test('shrinks a tall image by its height', async () => {
    const { result } = await make({ bytes: await picture('png', 300, 600), format: 'png' });
    expect(result).toMatchObject({ width: 100, height: 200 });
  });

  test('never makes an image larger', async () => {
    const { result } = await make({ bytes: await picture('jpeg', 40, 30), format: 'jpeg' });
    expect(result).toMatchObject({ width: 40, height: 30 });
  });

  test.each(IMAGE_FORMATS)('makes of %s a copy that browsers show', async (format) => {
    const { copy } = await make({ bytes: await picture(format, 300, 200), format });
    const expected = formatOfCopies(format);

    expect(copy?.contentType).toBe(`image/${expected}`);
    const { format: decoder, compression } = await sharp(copy?.body).metadata();
    expect(compression === 'av1' ? 'avif' : decoder).toBe(expected);
  });

  test('holds the image upright, as its EXIF orientation says', async () => {
    const { result, copy } = await make({ bytes: await sidewaysJpeg(400, 300), format: 'jpeg' });

    expect(result).toMatchObject({ width: 200, height: 150 });
    const { data, info } = await sharp(copy?.body).raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    const [left, right] = [pixel(20, 75), pixel(180, 75)];
    expect(left[0]).toBeGreaterThan(200);
    expect(right[2]).toBeGreaterThan(200);
  });

  test('keeps nothing of what the camera wrote about place and owner', async () => {
    const bytes = await jpegWithExif(300, 200);
    const { copy } = await make({ bytes, format: 'jpeg' });

    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    expect(await sharp(copy?.body).metadata()).not.toHaveProperty('exif');
    expect(copy?.body.includes('Ana')).toBe(false);
  });

  test('keeps transparency', async () => {
    const bytes = await sharp({
      create: { width: 300, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
    })
      .png()
      .toBuffer();
    const { copy } = await make({ bytes, format: 'png' });

    expect((await sharp(copy?.body).metadata()).hasAlpha).toBe(true);
  });

  test('shows an animation by its first frame', async () => {
    const { copy } = await make({ bytes: await animatedGif(300, 300), format: 'gif' });
    const metadata = await sharp(copy?.body, { animated: true }).metadata();

    expect(metadata.pages ?? 1).toBe(1);
    expect(metadata.height).toBe(200);
  });

  test('stores it under its key, with where it comes from', async () => {
    const { result, copy } = await make({
      bytes: await picture('jpeg', 300, 200),
      format: 'jpeg',
      key: 'mis fotos/niño 1.jpg',
    });

    expect(result).toMatchObject({ bucket: 'thumbnails', key: 'thumbnails/ab12-thumb-niño 1.jpg' });
    expect(copy).toMatchObject({
      bucket: 'thumbnails',
      key: 'thumbnails/ab12-thumb-niño 1.jpg',
      metadata: {
        'image-id': 'ab12',
        'original-bucket': 'originals',
        'original-key': 'mis%20fotos%2Fni%C3%B1o%201.jpg',
        'processed-by': 'execution-1',
        'processed-at': '2026-03-01T10:00:00.000Z',
        'thumbnail-for': 'ab12',
      },
    });
  });

  test('makes the same copy of the same image every time', async () => {
    const bytes = await picture('jpeg', 300, 200);
    const [first, second] = [await make({ bytes, format: 'jpeg' }), await make({ bytes, format: 'jpeg' })];

    expect(first.copy).toEqual(second.copy);
  });

  describe('rejects', () => {
    test.each(IMAGE_FORMATS)('%s cut short', async (format) => {
      const bytes = await picture(format, 600, 400);
      const { result, copy } = await make({ bytes: bytes.subarray(0, bytes.length * 0.7), format });

      expect(result).toMatchObject({ outcome: 'rejected', reason: { code: 'DamagedImage' } });
      expect(copy).toBeUndefined();
    });

    test('a decompression bomb that got past the inspection, without decoding it', async () => {
      const { result } = await make({ bytes: bombPng(50_000, 50_000), format: 'png' });

      expect(result).toMatchObject({
        outcome: 'rejected',
        reason: { code: 'DamagedImage', message: expect.stringMatching(/pixel limit/) },
      });
    });

    test('an original that is gone for good', async () => {
      const result = await makeDerivative(
        {
          kind: 'thumbnail',
          imageId: 'ab12',
          original: { bucket: 'originals', key: 'gone.jpg', format: 'jpeg' },
          processedBy: 'e',
        },
        {
          objects: new MemoryObjectStore(),
          buckets: { processed: 'processed', thumbnail: 'thumbnails' },
          maxPixels: 4_000_000,
          now: () => NOW,
        },
      );
      expect(result).toMatchObject({ outcome: 'rejected', reason: { code: 'ObjectNotFound' } });
    });
  });
});
