import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { type Access, type Call, operation } from '../../../door/operation.ts';
import { digestSegments } from '../bodies/digest-segments.ts';
import { algorithmNamed, typedChecksumMembers } from '../checksums/requested.ts';
import { openCopySource, readCopySource } from '../copy-source.ts';
import { invalidRequest, noSuchKey, notImplemented } from '../errors.ts';
import { LARGEST_SINGLE_BODY_BYTES } from '../limits.ts';
import { quoted, versionMember } from '../objects/describe.ts';
import { encryptionMembers, newDetails } from '../objects/details.ts';
import { checkKey } from '../objects/key.ts';
import type { ObjectDetails, ObjectVersion, StoredChecksum } from '../objects/object.ts';
import { readAccess } from '../objects/read.ts';
import type { S3Parts } from '../parts.ts';
import { writeAccess } from '../permissions.ts';
import { headerTags } from '../tagging.ts';

type Deps = Pick<S3Parts, 'account' | 'clock' | 'buckets' | 'objects' | 'bodies' | 'writer' | 'permissions'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html. No byte is copied: both objects share them. */
export const copyObject = (s3: Deps) =>
  operation<CopyObjectRequest, CopyObjectOutput>({
    name: 'CopyObject',
    access: (input, call) => copyAccess(s3, input, call),
    async run(input, call) {
      const { account, clock, buckets, objects, bodies, writer } = s3;
      const target = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const key = checkKey(input.Key);
      const source = openCopySource(s3, input);
      const { version } = source;
      checkCopy(input, version, target.name, key);
      writer.check({ bucket: target.name, key }, input);
      const asked = newDetails(input, target, account, clock.now());
      const described = input.MetadataDirective === 'REPLACE' ? asked : withSourceMetadata(asked, version.details);
      const { etag, checksum } = await digestsOf(s3, version, input.ChecksumAlgorithm);
      const details = { ...described, checksum };
      const tags = input.TaggingDirective === 'REPLACE' ? headerTags(input.Tagging) : version.tags;
      const object = { bucket: target.name, key, size: version.size, etag, tags, details };
      const copy = writer.commit({ object, conditions: input, reason: 'CopyObject', call }, () => {
        const still = objects.find(version.bucket, version.key, version.versionId);
        if (still?.id !== version.id) throw noSuchKey(version.key);
        bodies.share(version.segments);
        return version.segments;
      });
      const { VersionId: CopySourceVersionId } = versionMember(version, source.bucket);
      return {
        CopyObjectResult: {
          ETag: quoted(copy.etag),
          LastModified: new Date(copy.modifiedAt),
          ...typedChecksumMembers(checksum),
        },
        ...encryptionMembers(details),
        ...(CopySourceVersionId ? { CopySourceVersionId } : {}),
        ...versionMember(copy, target),
      };
    },
  });

function copyAccess(s3: Deps, input: CopyObjectRequest, call: Call): Access[] {
  const source = readCopySource(input.CopySource);
  const { objects, permissions } = s3;
  const version = objects.find(source.Bucket, source.Key, source.VersionId);
  const tagged = version && !version.isDeleteMarker && Object.keys(version.tags).length > 0;
  const tagsToo = tagged && input.TaggingDirective !== 'REPLACE' ? ['GetObjectTagging'] : [];
  return [
    ...['GetObject', ...tagsToo].flatMap((action) => readAccess(s3, source, call, action)),
    ...writeAccess(permissions, input, call, {
      's3:x-amz-copy-source': `${source.Bucket}/${source.Key}`,
      's3:x-amz-metadata-directive': input.MetadataDirective,
    }),
  ];
}

function checkCopy(input: CopyObjectRequest, version: ObjectVersion, bucket: string, key: string): void {
  if (input.AnnotationDirective) throw notImplemented('x-amz-annotation-directive');
  if (version.size > LARGEST_SINGLE_BODY_BYTES) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_SINGLE_BODY_BYTES}`,
    );
  }
  const changes =
    input.MetadataDirective === 'REPLACE' ||
    input.StorageClass !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.WebsiteRedirectLocation !== undefined;
  if (version.bucket === bucket && version.key === key && version.isLatest && !changes) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
}

/** Metadata and headers come from the source; class, encryption, lock and redirect never do. */
function withSourceMetadata(asked: ObjectDetails, { headers, metadata }: ObjectDetails): ObjectDetails {
  const { redirectLocation: _, ...copied } = headers;
  const { redirectLocation } = asked.headers;
  return { ...asked, headers: { ...copied, ...(redirectLocation ? { redirectLocation } : {}) }, metadata };
}

/** A copy is one run of bytes: what the source's parts left in ETag and checksum is computed anew. */
async function digestsOf({ bodies }: Deps, version: ObjectVersion, asked: string | undefined) {
  const { checksum: stored, parts } = version.details;
  const algorithm = asked === undefined ? (stored?.algorithm ?? 'CRC64NVME') : algorithmNamed(asked);
  if (!parts && stored?.algorithm === algorithm && stored.type === 'FULL_OBJECT') {
    return { etag: version.etag, checksum: stored };
  }
  const { md5, checksum: value } = await digestSegments(bodies, version.segments, algorithm);
  const checksum: StoredChecksum = { algorithm, value, type: 'FULL_OBJECT' };
  return { etag: md5, checksum };
}
