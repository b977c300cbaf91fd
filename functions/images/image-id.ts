import { createHash } from 'node:crypto';

/** What makes an image this one: another version of the same key is another image. */
export interface ImageIdentity {
  readonly bucket: string;
  readonly key: string;
  /** The version of the object or, in a bucket without versions, its ETag; null when nobody could say. */
  readonly version: string | null;
}

/** 128 bits: two of a million billion images share one with a chance of 1 in 10⁹. */
const ID_LENGTH_HEX_DIGITS = 32;

/** The id of an image, the same whoever asks and however often: what makes a repeated event harmless. */
export function imageIdOf({ bucket, key, version }: ImageIdentity): string {
  const name = JSON.stringify([bucket, key, version]);
  return createHash('sha256').update(name).digest('hex').slice(0, ID_LENGTH_HEX_DIGITS);
}
