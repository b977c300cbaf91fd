import type { CopyObjectRequest, CreateMultipartUploadRequest, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Account } from '../../../runtime/account.ts';
import { defaultKmsKeyArn } from '../arns.ts';
import type { Bucket } from '../buckets/bucket.ts';
import { aclNotSupported, invalidArgument, invalidStorageClass, metadataTooLarge, notImplemented } from '../errors.ts';
import { LARGEST_METADATA_BYTES } from '../limits.ts';
import { lockFor } from './lock.ts';
import type { ContentHeaders, Encryption, ObjectDetails } from './object.ts';

export type WriteInput = Partial<PutObjectRequest | CopyObjectRequest | CreateMultipartUploadRequest>;

/** What S3 answers as the type of an object that was put without one. */
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
]);

/** Members that ask for what the emulator does not do, with the header's name. */
const UNSUPPORTED = {
  SSECustomerAlgorithm: 'x-amz-server-side-encryption-customer-algorithm',
  SSECustomerKey: 'x-amz-server-side-encryption-customer-key',
  CopySourceSSECustomerAlgorithm: 'x-amz-copy-source-server-side-encryption-customer-algorithm',
  WriteOffsetBytes: 'x-amz-write-offset-bytes',
  ObjectLockEventHold: 'x-amz-object-lock-event-hold',
  ObjectLockEventHoldDurationDays: 'x-amz-object-lock-event-hold-duration-days',
  ObjectLockEventHoldDurationYears: 'x-amz-object-lock-event-hold-duration-years',
} as const;

/** @throws AwsError NotImplemented, naming the header */
export function refuseUnsupported(input: object): void {
  for (const [member, header] of Object.entries(UNSUPPORTED)) {
    if (member in input && Reflect.get(input, member) !== undefined) throw notImplemented(header);
  }
}

/**
 * What a write says about its object besides the bytes.
 *
 * @param now epoch milliseconds
 * @throws AwsError NotImplemented, MetadataTooLarge, InvalidStorageClass, AccessControlListNotSupported …
 */
export function newDetails(input: WriteInput, bucket: Bucket, account: Account, now: number): ObjectDetails {
  refuseUnsupported(input);
  checkAcl(input, bucket);
  const storageClass = input.StorageClass ?? 'STANDARD';
  if (!STORAGE_CLASSES.has(storageClass)) throw invalidStorageClass();
  const lock = lockFor(input, bucket.settings, now);
  return {
    headers: contentHeaders(input),
    metadata: userMetadata(input.Metadata),
    storageClass,
    encryption: encryptionFor(input, bucket, account),
    ...(lock ? { lock } : {}),
  };
}

/** A bucket that disables ACLs takes only the two that change nothing. @throws AwsError AccessControlListNotSupported, NotImplemented */
export function checkAcl(input: WriteInput, { settings }: Bucket): void {
  const grants = input.GrantFullControl ?? input.GrantRead ?? input.GrantReadACP ?? input.GrantWriteACP;
  const isPrivate = !input.ACL || input.ACL === 'private' || input.ACL === 'bucket-owner-full-control';
  if (isPrivate && !grants) return;
  if ((settings.ownership ?? 'BucketOwnerEnforced') === 'BucketOwnerEnforced') throw aclNotSupported();
  throw notImplemented(grants ? 'x-amz-grant-*' : `x-amz-acl: ${input.ACL}`);
}

function contentHeaders(input: WriteInput): ContentHeaders {
  const encoding = withoutTransferCoding(input.ContentEncoding);
  return {
    contentType: input.ContentType || DEFAULT_CONTENT_TYPE,
    ...(input.CacheControl ? { cacheControl: input.CacheControl } : {}),
    ...(input.ContentDisposition ? { contentDisposition: input.ContentDisposition } : {}),
    ...(encoding ? { contentEncoding: encoding } : {}),
    ...(input.ContentLanguage ? { contentLanguage: input.ContentLanguage } : {}),
    ...(input.Expires ? { expiresAt: input.Expires.getTime() } : {}),
    ...(input.WebsiteRedirectLocation ? { redirectLocation: input.WebsiteRedirectLocation } : {}),
  };
}

/** `aws-chunked` describes the transfer, not the object. */
function withoutTransferCoding(header: string | undefined): string | undefined {
  const kept = header
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked' && part !== '');
  return kept?.join(', ');
}

function userMetadata(metadata: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value] as const);
  const size = entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  if (size > LARGEST_METADATA_BYTES) throw metadataTooLarge(size, LARGEST_METADATA_BYTES);
  return Object.fromEntries(entries);
}

/** What the writer asks for, else the bucket's default, else S3's own (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html). */
function encryptionFor(input: WriteInput, { settings }: Bucket, account: Account): Encryption {
  const [rule] = settings.encryption ?? [];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const algorithm = input.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? 'AES256';
  if (!['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm)) {
    throw invalidArgument(
      'The encryption method specified is not supported',
      'x-amz-server-side-encryption',
      algorithm,
    );
  }
  if (algorithm === 'AES256') {
    if (input.SSEKMSKeyId === undefined) return { algorithm };
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      'x-amz-server-side-encryption',
      algorithm,
    );
  }
  const keyId = input.SSEKMSKeyId ?? byDefault?.KMSMasterKeyID ?? defaultKmsKeyArn(account);
  const bucketKey = input.BucketKeyEnabled ?? rule?.BucketKeyEnabled;
  return { algorithm, keyId, ...(bucketKey === undefined ? {} : { bucketKey }) };
}

/** How outputs show the encryption of an object. */
export function encryptionMembers({ encryption }: ObjectDetails) {
  return {
    ServerSideEncryption: encryption.algorithm,
    ...(encryption.keyId ? { SSEKMSKeyId: encryption.keyId } : {}),
    ...(encryption.bucketKey ? { BucketKeyEnabled: true } : {}),
  };
}
