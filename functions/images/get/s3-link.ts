import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { LinkTo } from './get-image.ts';

/** A URL that S3 answers for as long as it is valid, and the role that signed it may read the object. */
export function s3Link(
  s3: S3Client,
  { bucket, key, versionId, saveAs, signedAt, secondsValid }: LinkTo,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    VersionId: versionId,
    // https://www.rfc-editor.org/rfc/rfc6266#section-4.3
    ...(saveAs && { ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(saveAs)}` }),
  });
  return getSignedUrl(s3, command, { signingDate: signedAt, expiresIn: secondsValid });
}
