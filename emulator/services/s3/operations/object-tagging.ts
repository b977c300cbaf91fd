import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import { type Call, operation } from '../../../door/operation.ts';
import { versionMember } from '../objects/describe.ts';
import { present, readAccess } from '../objects/read.ts';
import type { S3Parts } from '../parts.ts';
import { existingTags, requestTags } from '../permissions.ts';
import { objectTags, type Tags, tagList } from '../tagging.ts';

type Deps = Pick<S3Parts, 'store' | 'buckets' | 'objects' | 'events' | 'permissions'>;
type Target = GetObjectTaggingRequest;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging = (s3: Deps) =>
  operation<GetObjectTaggingRequest, GetObjectTaggingOutput>({
    name: 'GetObjectTagging',
    access: (input, call) => readAccess(s3, input, call, 'GetObjectTagging'),
    run(input) {
      const { bucket, version } = find(s3, input);
      return { TagSet: tagList(version.tags), ...versionMember(version, bucket) };
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging = (s3: Deps) =>
  operation<PutObjectTaggingRequest, PutObjectTaggingOutput>({
    name: 'PutObjectTagging',
    access: (input, call) =>
      changeAccess(s3, input, call, 'PutObject', Object.fromEntries((input.Tagging?.TagSet ?? []).map(pair))),
    run: (input, call) => change(s3, input, objectTags(input.Tagging?.TagSet), call),
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging = (s3: Deps) =>
  operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput>({
    name: 'DeleteObjectTagging',
    access: (input, call) => changeAccess(s3, input, call, 'DeleteObject', {}),
    run: (input, call) => change(s3, input, {}, call),
  });

const pair = ({ Key = '', Value = '' }: { Key: string | undefined; Value: string | undefined }) =>
  [Key, Value] as const;

function find({ buckets, objects }: Deps, { Bucket, Key, VersionId, ExpectedBucketOwner }: Target) {
  const bucket = buckets.require(Bucket, ExpectedBucketOwner);
  return { bucket, version: present(objects.require(bucket.name, Key ?? '', VersionId), VersionId) };
}

function changeAccess({ objects, permissions }: Deps, input: Target, call: Call, verb: string, tags: Tags) {
  const { Bucket, Key, VersionId } = input;
  const version = objects.find(Bucket ?? '', Key ?? '', VersionId);
  return permissions.onObject(`${verb}${VersionId === undefined ? '' : 'Version'}Tagging`, Bucket, Key, call, {
    's3:VersionId': VersionId,
    ...requestTags(Object.entries(tags)),
    ...(version && !version.isDeleteMarker ? existingTags(version.tags) : {}),
  });
}

function change(s3: Deps, input: Target, tags: Tags, call: Call) {
  const { bucket, version } = find(s3, input);
  s3.store.transaction(() => {
    s3.objects.setTags(version, tags);
    s3.events.tagged(bucket, version, Object.keys(tags).length > 0 ? 'Added' : 'Deleted', call);
  });
  return versionMember(version, bucket);
}
