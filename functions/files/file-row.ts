import { createHash } from 'node:crypto';
import type { Counts, LedgerRow } from '../shared/ledger/ledger.ts';
import { listShard } from '../shared/ledger/shards.ts';

/** An object as S3 lists it. */
export interface FileFacts {
  readonly sizeBytes: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
  readonly etag: string;
}

/** Where a file is: the bucket's name, what the application calls the bucket, and the key. */
export interface FilePlace {
  readonly bucket: string;
  /** A word, in camel case: its counters are `<holds>Objects` and `<holds>Bytes`. */
  readonly holds: string;
  readonly key: string;
}

/** A row of the table of files. One of a file that is gone stays for a while, so that a late event does not bring it back. */
export type FileRow = LedgerRow &
  FilePlace & { readonly fileId: string } & (
    | ({ readonly status: 'present' } & FileFacts)
    | { readonly status: 'gone'; readonly expiresAt: number }
  );

const ID_LENGTH_HEX_DIGITS = 32;

export function fileIdOf({ bucket, key }: Pick<FilePlace, 'bucket' | 'key'>): string {
  return createHash('sha256')
    .update(JSON.stringify([bucket, key]))
    .digest('hex')
    .slice(0, ID_LENGTH_HEX_DIGITS);
}

/** The counters of the files in a bucket. */
export const objectsCounter = (holds: string): string => `${holds}Objects`;
export const bytesCounter = (holds: string): string => `${holds}Bytes`;

export function fileCounts({ holds }: FilePlace, facts: FileFacts | undefined): Counts {
  return facts ? { [objectsCounter(holds)]: 1, [bytesCounter(holds)]: facts.sizeBytes } : {};
}

/** What lib/constructs/files/file-table.ts lists files by; files that are gone are not listed. */
export function fileIndexKeys(row: FileRow): Record<string, string> {
  if (row.status === 'gone') return {};
  const shard = listShard(row.fileId);
  return { listShard: shard, bucketShard: `${row.bucket}#${shard}`, modifiedAtId: `${row.modifiedAt}#${row.fileId}` };
}
