import type { ChecksumType } from '@aws-sdk/client-s3';
import type { Segment } from '../bodies/segment.ts';
import type { Algorithm } from '../checksums/algorithms.ts';
import type { ObjectDetails } from '../objects/object.ts';

/** How the parts and the whole of an upload are summed. */
export interface UploadChecksum {
  readonly algorithm: Algorithm;
  readonly type: ChecksumType;
  /** Whether the client chose it; else it is S3's default, which answers do not show. */
  readonly chosen: boolean;
}

/** A multipart upload under way. */
export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly initiatedAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly details: ObjectDetails;
  readonly checksum: UploadChecksum;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  readonly modifiedAt: number;
  /** Base64, of the upload's algorithm. */
  readonly checksum: string;
  readonly segments: readonly Segment[];
}
