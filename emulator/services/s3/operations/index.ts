import type { Door } from '../../../door/door.ts';
import type { AnyOperation } from '../../../door/operation.ts';
import type { Notifier } from '../notifications/notifier.ts';
import type { S3Parts } from '../parts.ts';
import { abortMultipartUpload } from './abort-multipart-upload.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './acl.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { copyObject } from './copy-object.ts';
import { createMultipartUpload } from './create-multipart-upload.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { getObject } from './get-object.ts';
import { getObjectAttributes } from './get-object-attributes.ts';
import { headObject } from './head-object.ts';
import { listMultipartUploads } from './list-multipart-uploads.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjects } from './list-objects.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { listParts } from './list-parts.ts';
import { getBucketNotificationConfiguration, putBucketNotificationConfiguration } from './notifications.ts';
import { getObjectLegalHold, getObjectRetention, putObjectLegalHold, putObjectRetention } from './object-lock.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';
import { postObject } from './post-object.ts';
import { putObject } from './put-object.ts';
import { loggingOperations, transferOperations, websiteOperations } from './settings/access.ts';
import { corsOperations } from './settings/cors.ts';
import { lifecycleOperations } from './settings/lifecycle.ts';
import { policyOperations } from './settings/policy.ts';
import { publicAccessOperations } from './settings/public-access.ts';
import {
  bucketTaggingOperations,
  encryptionOperations,
  objectLockOperations,
  versioningOperations,
} from './settings/storage.ts';
import { uploadPart } from './upload-part.ts';
import { uploadPartCopy } from './upload-part-copy.ts';

/** Every operation of S3 that the emulator has. */
export const allOperations = (s3: S3Parts & { notifier: Notifier; door: Door }): AnyOperation[] => [
  ...[createBucket, deleteBucket, headBucket, listBuckets, getBucketLocation].map((make) => make(s3)),
  ...[putObject, postObject, getObject, headObject, copyObject, deleteObject].map((make) => make(s3)),
  deleteObjects(s3),
  ...[listObjects, listObjectsV2, listObjectVersions, getObjectAttributes].map((make) => make(s3)),
  ...[createMultipartUpload, uploadPart, uploadPartCopy, completeMultipartUpload].map((make) => make(s3)),
  ...[abortMultipartUpload, listParts, listMultipartUploads].map((make) => make(s3)),
  ...[getObjectTagging, putObjectTagging, deleteObjectTagging].map((make) => make(s3)),
  ...[getObjectRetention, putObjectRetention, getObjectLegalHold, putObjectLegalHold].map((make) => make(s3)),
  ...[getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl].map((make) => make(s3)),
  getBucketNotificationConfiguration(s3),
  putBucketNotificationConfiguration(s3),
  ...corsOperations(s3),
  ...policyOperations(s3),
  ...publicAccessOperations(s3),
  ...versioningOperations(s3),
  ...encryptionOperations(s3),
  ...bucketTaggingOperations(s3),
  ...objectLockOperations(s3),
  ...lifecycleOperations(s3),
  ...websiteOperations(s3),
  ...loggingOperations(s3),
  ...transferOperations(s3),
];
