import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IMAGE_FORMATS, type ImageFormat } from './image-format.ts';
import { ImageRejectedError } from './rejection.ts';
import { sharp } from './sharp.ts';

/** What the decoder reads before any pixel. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** In pixels, of the image as it is shown: turned as its EXIF orientation says. */
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes the header of an image. It costs the same for a picture of any size, so that a file that claims 50,000 × 50,000 pixels can be
 * asked for them safely.
 *
 * @throws ImageRejectedError NotAnImage when no decoder knows it, UnsupportedFormat when the decoder is not one of ours
 */
export async function readHeader(file: Readable): Promise<ImageHeader> {
  const decoder = sharp({ failOn: 'error', limitInputPixels: false });
  const [metadata] = await Promise.all([decoder.metadata().catch(notAnImage), pipeline(file, decoder)]);
  const name = metadata.compression === 'av1' ? 'avif' : metadata.format;
  const format = IMAGE_FORMATS.find((known) => known === name);
  if (!format) {
    throw new ImageRejectedError('UnsupportedFormat', `a ${name} image; we take ${IMAGE_FORMATS.join(', ')}`);
  }
  const { width, height } = metadata.autoOrient;
  return { format, width, height };
}

function notAnImage(cause: unknown): never {
  const detail = cause instanceof Error ? cause.message : String(cause);
  throw new ImageRejectedError('NotAnImage', `no decoder can read it: ${detail}`, { cause });
}
