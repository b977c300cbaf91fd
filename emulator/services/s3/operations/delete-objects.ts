import type { DeletedObject, DeleteObjectsOutput, DeleteObjectsRequest, ObjectIdentifier } from '@aws-sdk/client-s3';
import { AwsError } from '../../../door/errors.ts';
import { type Call, operation } from '../../../door/operation.ts';
import type { Bucket } from '../buckets/bucket.ts';
import { malformedXml, notImplemented } from '../errors.ts';
import { DELETE_OBJECTS_KEYS } from '../limits.ts';
import { deleteObjectVersion } from '../objects/delete.ts';
import type { S3Parts } from '../parts.ts';
import { deleteAccess } from '../permissions.ts';

type Deps = Pick<S3Parts, 'clock' | 'store' | 'buckets' | 'objects' | 'events' | 'permissions'>;

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html. One key that may not be deleted refuses the
 * whole call here, where S3 lists it among `Errors`: the door decides before an operation runs.
 */
export const deleteObjects = (s3: Deps) =>
  operation<DeleteObjectsRequest, DeleteObjectsOutput>({
    name: 'DeleteObjects',
    access: ({ Bucket, Delete, BypassGovernanceRetention }, call) =>
      (Delete?.Objects ?? []).flatMap(({ Key, VersionId }) =>
        deleteAccess(s3.permissions, { Bucket, Key, VersionId }, call, BypassGovernanceRetention),
      ),
    run(input, call) {
      const bucket = s3.buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const named = input.Delete?.Objects ?? [];
      if (named.length === 0 || named.length > DELETE_OBJECTS_KEYS) throw malformedXml();
      const outcomes = s3.store.transaction(() =>
        named.map((each) => deleteOne(s3, bucket, each, input.BypassGovernanceRetention, call)),
      );
      const Errors = outcomes.flatMap(({ error }) => (error ? [error] : []));
      const Deleted = input.Delete?.Quiet ? [] : outcomes.flatMap(({ deleted }) => (deleted ? [deleted] : []));
      return { ...(Deleted.length > 0 ? { Deleted } : {}), ...(Errors.length > 0 ? { Errors } : {}) };
    },
  });

type Outcome =
  | { readonly deleted: DeletedObject; readonly error?: never }
  | { readonly deleted?: never; readonly error: NonNullable<DeleteObjectsOutput['Errors']>[number] };

function deleteOne(
  s3: Deps,
  bucket: Bucket,
  named: ObjectIdentifier,
  bypass: boolean | undefined,
  cause: Call,
): Outcome {
  const { Key, VersionId } = named;
  const asked = { Key, ...(VersionId === undefined ? {} : { VersionId }) };
  try {
    if (named.LastModifiedTime ?? named.Size)
      throw notImplemented('LastModifiedTime and Size, which are of directory buckets');
    const { deleteMarker, versionId } = deleteObjectVersion(s3, bucket, {
      key: Key ?? '',
      versionId: VersionId,
      ifMatch: named.ETag,
      bypassGovernance: bypass,
      cause,
    });
    if (!deleteMarker) return { deleted: asked };
    return { deleted: { ...asked, DeleteMarker: true, ...(versionId ? { DeleteMarkerVersionId: versionId } : {}) } };
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    return { error: { ...asked, Code: thrown.code, Message: thrown.message } };
  }
}
