/** Longest object key in UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
export const LONGEST_KEY_BYTES = 1_024;

/** Largest body of one PutObject, UploadPart or copy (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const LARGEST_SINGLE_BODY_BYTES = 5 * 1024 ** 3;

/** Smallest part but the last one (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const SMALLEST_PART_BYTES = 5 * 1024 ** 2;

/** Highest part number (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const HIGHEST_PART_NUMBER = 10_000;

/** Largest object made of parts, 50 TB since 2025-12 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const LARGEST_OBJECT_BYTES = 50 * 1024 ** 4;

/** User metadata, names and values together (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html). */
export const LARGEST_METADATA_BYTES = 2 * 1024;

/** Keys of one DeleteObjects call (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html). */
export const DELETE_OBJECTS_KEYS = 1_000;

/** Entries of one page of any list (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */
export const LIST_PAGE_ENTRIES = 1_000;

/** Buckets of one page of ListBuckets (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html). */
export const LIST_BUCKETS_PAGE_ENTRIES = 10_000;

/** Tags of an object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html). */
export const OBJECT_TAGS = 10;

/** Tags of a bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html). */
export const BUCKET_TAGS = 50;

export const TAG_KEY_CHARACTERS = 128;
export const TAG_VALUE_CHARACTERS = 256;

/** A bucket policy (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html). */
export const BUCKET_POLICY_BYTES = 20 * 1024;

/** CORS rules of a bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html). */
export const CORS_RULES = 100;

/** Lifecycle rules of a bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html). */
export const LIFECYCLE_RULES = 1_000;

/** Longest life of a presigned URL, seven days (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
export const PRESIGNED_SECONDS = 604_800;

/** Fields before the file of a browser upload (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html). */
export const POST_FORM_FIELDS_BYTES = 20 * 1024;

/** Bodies up to this size lie in the store itself: a row costs less than a file. */
export const INLINE_BODY_BYTES = 64 * 1024;
