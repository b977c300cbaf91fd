import { FORMAT_FACTS, IMAGE_FORMATS, type ImageFormat } from './image-format.ts';

/** The copies made of every image. */
export const DERIVATIVES = {
  processed: { longestSidePixels: 1024, prefix: 'processed/', mark: '-' },
  thumbnail: { longestSidePixels: 200, prefix: 'thumbnails/', mark: '-thumb-' },
} as const;
export type DerivativeKind = keyof typeof DERIVATIVES;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAX_KEY_BYTES = 1024;

/**
 * `processed/<id>-<name>` or `thumbnails/<id>-thumb-<name>`, where the name is that of the original, with the extension of the copy's
 * format, and as much of it as S3 takes.
 *
 * @example derivativeKey('thumbnail', '5f…', 'my photos/niño.tiff', 'webp') // 'thumbnails/5f…-thumb-niño.webp'
 */
export function derivativeKey(kind: DerivativeKind, imageId: string, originalKey: string, format: ImageFormat): string {
  const { prefix, mark } = DERIVATIVES[kind];
  const start = `${prefix}${imageId}${mark}`;
  const { stem, extension } = nameFor(originalKey, format);
  return start + cutToBytes(stem, MAX_KEY_BYTES - Buffer.byteLength(start + extension)) + extension;
}

/** The name keeps its extension when it tells the truth; another image extension is replaced; anything else is part of the name. */
function nameFor(originalKey: string, format: ImageFormat): { stem: string; extension: string } {
  const name = originalKey.slice(originalKey.lastIndexOf('/') + 1) || 'image';
  const { extensions } = FORMAT_FACTS[format];
  const dot = name.lastIndexOf('.');
  const given = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  if (extensions.includes(given)) return { stem: name.slice(0, dot), extension: name.slice(dot) };
  return { stem: KNOWN_EXTENSIONS.has(given) ? name.slice(0, dot) : name, extension: `.${extensions[0]}` };
}

const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set(
  IMAGE_FORMATS.flatMap((format) => FORMAT_FACTS[format].extensions),
);

/** As many whole characters as fit. */
function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while (isContinuationByte(bytes[end])) end -= 1;
  return bytes.subarray(0, end).toString();
}

/** In UTF-8 every byte of a character but its first looks like 10xxxxxx. */
function isContinuationByte(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
