import type { _Object } from '@aws-sdk/client-s3';
import { quoted } from './describe.ts';
import type { ObjectVersion } from './object.ts';

/** What all lists of objects show of one. `StorageClass` has as many types in the SDK as there are lists. */
export function listEntry({ key, size, etag, modifiedAt, details }: ObjectVersion, write: (key: string) => string) {
  const { checksum, storageClass } = details;
  return {
    Key: write(key),
    LastModified: new Date(modifiedAt),
    ETag: quoted(etag),
    Size: size,
    StorageClass: storageClass,
    ...(checksum ? { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type } : {}),
  } satisfies Partial<_Object>;
}
