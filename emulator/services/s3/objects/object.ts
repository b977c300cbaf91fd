import type {
  ChecksumType,
  ObjectLockLegalHoldStatus,
  ObjectLockRetentionMode,
  ServerSideEncryption,
  StorageClass,
} from '@aws-sdk/client-s3';
import type { Segment } from '../bodies/segment.ts';
import type { Algorithm } from '../checksums/algorithms.ts';

/** The version id of objects that were written while their bucket's versioning was not enabled. */
export const NULL_VERSION = 'null';

/** Headers that S3 keeps with an object and gives back as they were. */
export interface ContentHeaders {
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
  readonly redirectLocation?: string;
}

export interface Encryption {
  readonly algorithm: ServerSideEncryption;
  readonly keyId?: string;
  readonly bucketKey?: boolean;
}

export interface StoredChecksum {
  readonly algorithm: Algorithm;
  /** Base64; of a composite one with `-<parts>` after it. */
  readonly value: string;
  readonly type: ChecksumType;
}

/** A part of an object that was uploaded in parts. */
export interface StoredPart {
  readonly number: number;
  readonly size: number;
  /** Base64. */
  readonly checksum?: string;
}

/** What protects a version from deletion (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html). */
export interface Lock {
  readonly mode?: ObjectLockRetentionMode;
  /** Epoch milliseconds. */
  readonly retainUntil?: number;
  readonly legalHold?: ObjectLockLegalHoldStatus;
}

/** Everything about an object that no query asks for. */
export interface ObjectDetails {
  readonly headers: ContentHeaders;
  /** User metadata, names in lower case and without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass: StorageClass;
  readonly encryption: Encryption;
  readonly checksum?: StoredChecksum;
  readonly parts?: readonly StoredPart[];
  readonly lock?: Lock;
}

export interface ObjectVersion {
  /** Grows with each version that is written, over all buckets. */
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: false;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Epoch milliseconds, whole seconds. */
  readonly modifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly details: ObjectDetails;
  readonly segments: readonly Segment[];
}

export interface DeleteMarker {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: true;
  readonly modifiedAt: number;
}

export type Version = ObjectVersion | DeleteMarker;

/** What a write makes of an object, before it has a place among its versions. */
export type NewObject = Pick<ObjectVersion, 'bucket' | 'key' | 'size' | 'etag' | 'tags' | 'details' | 'segments'>;
