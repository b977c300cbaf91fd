import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sharp } from 'sharp';
import type { formatOfCopies } from './image-format.ts';
import { ImageRejectedError } from './rejection.ts';
import { sharp } from './sharp.ts';

export interface ShrinkOptions {
  readonly longestSidePixels: number;
  readonly format: CopyFormat;
  /** A second look at what the inspection has allowed: the decoder refuses before it takes memory. */
  readonly maxPixels: number;
}

export type CopyFormat = ReturnType<typeof formatOfCopies>;

export interface ShrunkImage {
  /** Held whole, because S3 wants to know the length of what it stores, and a copy is small. */
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes an image and makes it smaller, never larger: upright whatever its EXIF orientation, in sRGB, without metadata (place, camera,
 * embedded preview). An animation is shown by its first frame.
 *
 * @throws ImageRejectedError DamagedImage when pixels are missing or wrong
 */
export async function shrink(file: Readable, options: ShrinkOptions): Promise<ShrunkImage> {
  const { longestSidePixels, format, maxPixels } = options;
  // failOn 'error' refuses files cut short, and lets pass the harmless oddities that cameras write.
  const decoder = sharp({ failOn: 'error', limitInputPixels: maxPixels });
  const copy = decoder
    .autoOrient()
    .resize({ width: longestSidePixels, height: longestSidePixels, fit: 'inside', withoutEnlargement: true });
  const encoded = ENCODERS[format](copy).toBuffer({ resolveWithObject: true }).catch(damaged);
  const [{ data, info }] = await Promise.all([encoded, pipeline(file, decoder)]);
  return { bytes: data, width: info.width, height: info.height };
}

/** Quality that is enough on a page, at the effort where more of it would cost a multiple of the time for a few percent of the bytes. */
const ENCODERS: Readonly<Record<CopyFormat, (image: Sharp) => Sharp>> = {
  jpeg: (image) => image.jpeg({ quality: 82 }),
  png: (image) => image.png({ compressionLevel: 7 }),
  webp: (image) => image.webp({ quality: 82, effort: 2 }),
  avif: (image) => image.avif({ quality: 55, effort: 1 }),
  gif: (image) => image.gif({ effort: 4 }),
};

function damaged(cause: unknown): never {
  const detail = cause instanceof Error ? cause.message : String(cause);
  throw new ImageRejectedError('DamagedImage', `its pixels cannot be read: ${detail}`, { cause });
}
