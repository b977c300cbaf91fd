import { copyMetadata } from '../../../functions/images/copy-metadata.ts';
import { derivativeKey } from '../../../functions/images/derivative.ts';
import type { ImageFormat } from '../../../functions/images/image-format.ts';

describe('the key of a derivative', () => {
  test.each<[string, ImageFormat, string]>([
    ['photo.jpg', 'jpeg', 'processed/ab12-photo.jpg'],
    ['a/b/c/photo.JPEG', 'jpeg', 'processed/ab12-photo.JPEG'],
    ['mis fotos/niño 1.jpg', 'jpeg', 'processed/ab12-niño 1.jpg'],
    ['scan.tiff', 'webp', 'processed/ab12-scan.webp'],
    ['really-a-png.jpg', 'png', 'processed/ab12-really-a-png.png'],
    ['holiday.v2', 'jpeg', 'processed/ab12-holiday.v2.jpg'],
    ['no-extension', 'gif', 'processed/ab12-no-extension.gif'],
    ['.jpg', 'jpeg', 'processed/ab12-.jpg.jpg'],
    ['folder/', 'png', 'processed/ab12-image.png'],
  ])('of %s as %s is %s', (original, format, expected) => {
    expect(derivativeKey('processed', 'ab12', original, format)).toBe(expected);
  });

  test('of a thumbnail says so', () => {
    expect(derivativeKey('thumbnail', 'ab12', 'photo.jpg', 'jpeg')).toBe('thumbnails/ab12-thumb-photo.jpg');
  });

  test('fits into the 1,024 bytes of S3, with whole characters and its extension', () => {
    const key = derivativeKey('thumbnail', 'ab12', `${'🐱'.repeat(255)}.jpg`, 'jpeg');

    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
    expect(Buffer.byteLength(key)).toBeGreaterThan(1020);
    expect(key).toMatch(/^thumbnails\/ab12-thumb-🐱+\.jpg$/u);
  });
});

describe('the metadata of a copy', () => {
  const origin = { kind: 'processed', imageId: 'ab12', processedBy: 'e1', processedAt: new Date(0) } as const;

  test.each(['niño 🐱.jpg', '日本語'.repeat(100), 'x'.repeat(1024), '🐱'.repeat(256), '\ud800 half a character'])(
    'is ASCII and within the 2 KB of S3 for the key %s',
    (key) => {
      const metadata = copyMetadata({ ...origin, original: { bucket: 'originals', key } });
      const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0);

      expect(Object.values(metadata).join('')).toMatch(/^[\x20-\x7e]*$/);
      expect(size).toBeLessThan(2048);
    },
  );

  test('gives the key back when it is decoded', () => {
    const key = 'mis fotos/niño 🐱 100%.jpg';
    const metadata = copyMetadata({ ...origin, original: { bucket: 'originals', key } });

    expect(decodeURIComponent(metadata['original-key'] ?? '')).toBe(key);
  });
});
