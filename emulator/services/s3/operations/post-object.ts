import type { PutObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { quoted } from '../objects/describe.ts';
import { objectLocation } from '../objects/location.ts';
import { acceptUnannounced, type WriteDeps, writeObject } from '../objects/write-object.ts';
import type { S3Parts } from '../parts.ts';
import { writeAccess } from '../permissions.ts';

/** What the answer to a form upload is made of. */
export interface PostObjectAnswer {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly location: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The form upload of browsers (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html), which no SDK has:
 * `post-form/` reads the form and makes PutObject's input of it.
 */
export const postObject = (s3: WriteDeps & Pick<S3Parts, 'permissions'>) =>
  operation<PutObjectRequest, PostObjectAnswer>({
    name: 'PostObject',
    internal: true,
    access: (input, call) => writeAccess(s3.permissions, input, call),
    async run(input, call) {
      const accept = () => acceptUnannounced(s3, input, call);
      const { bucket, version } = await writeObject(s3, input, call, 'POST Object', accept);
      const etag = quoted(version.etag);
      const location = objectLocation(s3.account, version, call);
      const headers: Record<string, string> = { etag, location };
      if (bucket.settings.versioning) headers['x-amz-version-id'] = version.versionId;
      return { bucket: bucket.name, key: version.key, etag, location, headers };
    },
  });
