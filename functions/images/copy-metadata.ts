import type { ObjectReference } from '../shared/object-store.ts';
import type { DerivativeKind } from './derivative.ts';

export interface CopyOrigin {
  readonly kind: DerivativeKind;
  readonly imageId: string;
  readonly original: ObjectReference;
  readonly processedBy: string;
  readonly processedAt: Date;
}

/** What S3 keeps beside a copy: where it comes from, who made it, and when. */
export function copyMetadata(origin: CopyOrigin): Record<string, string> {
  return {
    'image-id': origin.imageId,
    'original-bucket': origin.original.bucket,
    'original-key': encodeKey(origin.original.key),
    'processed-by': origin.processedBy,
    'processed-at': origin.processedAt.toISOString(),
    ...(origin.kind === 'thumbnail' && { 'thumbnail-for': origin.imageId }),
  };
}

/**
 * All metadata of an object together may have 2 KB (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html), and a
 * key of 1,024 bytes grows to three times that. The row of the image has it whole.
 */
const MAX_ENCODED_KEY_CHARACTERS = 1200;

/** Metadata travels in HTTP headers, which are ASCII: the key is URL-encoded, and cut between two characters when it is too long. */
function encodeKey(key: string): string {
  let encoded = '';
  for (const character of key.toWellFormed()) {
    const next = encodeURIComponent(character);
    if (encoded.length + next.length > MAX_ENCODED_KEY_CHARACTERS) break;
    encoded += next;
  }
  return encoded;
}
