import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { UploadForm, UploadTerms } from './upload-image.ts';

/**
 * A form that S3 takes, and holds to its terms.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function s3Form(s3: S3Client, bucket: string, terms: UploadTerms): Promise<UploadForm> {
  const metadata = Object.entries(terms.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
  return createPresignedPost(s3, {
    Bucket: bucket,
    Key: terms.key,
    Fields: { 'Content-Type': terms.contentType, ...Object.fromEntries(metadata) },
    // What is in the fields has to be in the form, word for word: the SDK makes a condition of each.
    Conditions: [['content-length-range', 1, terms.maxBytes]],
    Expires: terms.secondsValid,
  });
}
