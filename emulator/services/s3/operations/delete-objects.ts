import type {
  DeletedObject,
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  ObjectIdentifier,
} from '@aws-sdk/client-s3';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import { type Call, operation } from '../../../door/operation.ts';
import type { Bucket } from '../buckets/bucket.ts';
import { malformedXml, notImplemented } from '../errors.ts';
import { DELETE_OBJECTS_KEYS } from '../limits.ts';
import { type Deleted, deleteObjectVersion } from '../objects/delete.ts';
import type { S3Parts } from '../parts.ts';

type Deps = Pick<S3Parts, 'clock' | 'store' | 'buckets' | 'objects' | 'events'> & { readonly door: Door };

type Failure = NonNullable<DeleteObjectsOutput['Errors']>[number];
type Outcome = { readonly deleted?: DeletedObject; readonly error?: Failure };

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html. Each key is asked for by itself: one that may
 * not be deleted stands among the errors, and the others go.
 */
export const deleteObjects = (s3: Deps) =>
  operation<DeleteObjectsRequest, DeleteObjectsOutput>({
    name: 'DeleteObjects',
    access: () => [],
    async run(input, call) {
      const bucket = s3.buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const named = input.Delete?.Objects ?? [];
      if (named.length === 0 || named.length > DELETE_OBJECTS_KEYS) throw malformedXml();
      if (named.some(({ LastModifiedTime, Size }) => LastModifiedTime !== undefined || Size !== undefined)) {
        throw notImplemented('LastModifiedTime and Size, which are of directory buckets');
      }
      const outcomes = await deleteAll(s3, bucket, named, input, call);
      const Errors = outcomes.flatMap(({ error }) => (error ? [error] : []));
      const Deleted = input.Delete?.Quiet ? [] : outcomes.flatMap(({ deleted }) => (deleted ? [deleted] : []));
      return { ...(Deleted.length > 0 ? { Deleted } : {}), ...(Errors.length > 0 ? { Errors } : {}) };
    },
  });

/** The administrator's deletions need nobody's leave and go in one transaction; others pass the door one by one. */
async function deleteAll(
  s3: Deps,
  bucket: Bucket,
  named: readonly ObjectIdentifier[],
  { BypassGovernanceRetention: bypassGovernance }: DeleteObjectsRequest,
  call: Call,
): Promise<Outcome[]> {
  if (call.principal.kind === 'account') {
    const deleteOne = (each: ObjectIdentifier): Outcome => {
      const { Key: key = '', VersionId: versionId, ETag: ifMatch } = each;
      try {
        return success(
          each,
          deleteObjectVersion(s3, bucket, { key, versionId, ifMatch, bypassGovernance, cause: call }),
        );
      } catch (thrown) {
        return failure(each, thrown);
      }
    };
    return s3.store.transaction(() => named.map(deleteOne));
  }
  const outcomes: Outcome[] = [];
  for (const { Key, VersionId, ETag: IfMatch } of named) {
    const input = { Bucket: bucket.name, Key, VersionId, IfMatch, BypassGovernanceRetention: bypassGovernance };
    const asked = { ...call, operation: 'DeleteObject' };
    try {
      const gone = await s3.door.call<DeleteObjectRequest, DeleteObjectOutput>(asked, input);
      outcomes.push(success({ Key, VersionId }, { deleteMarker: gone.DeleteMarker, versionId: gone.VersionId }));
    } catch (thrown) {
      outcomes.push(failure({ Key, VersionId }, thrown));
    }
  }
  return outcomes;
}

const success = ({ Key, VersionId }: ObjectIdentifier, { deleteMarker, versionId }: Deleted): Outcome => ({
  deleted: {
    Key,
    ...(VersionId === undefined ? {} : { VersionId }),
    ...(deleteMarker ? { DeleteMarker: true } : {}),
    ...(deleteMarker && versionId ? { DeleteMarkerVersionId: versionId } : {}),
  },
});

function failure({ Key, VersionId }: ObjectIdentifier, thrown: unknown): Outcome {
  if (!(thrown instanceof AwsError)) throw thrown;
  return {
    error: { Key, ...(VersionId === undefined ? {} : { VersionId }), Code: thrown.code, Message: thrown.message },
  };
}
