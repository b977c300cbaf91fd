import type {
  GetObjectAttributesOutput,
  GetObjectAttributesParts,
  GetObjectAttributesRequest,
} from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { checksumMembers, typedChecksumMembers } from '../checksums/requested.ts';
import { invalidArgument } from '../errors.ts';
import { LIST_PAGE_ENTRIES } from '../limits.ts';
import { versionMember } from '../objects/describe.ts';
import { refuseUnsupported } from '../objects/details.ts';
import type { ObjectVersion } from '../objects/object.ts';
import { readPageSize } from '../objects/page.ts';
import { present, readAccess } from '../objects/read.ts';
import type { S3Parts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes = (s3: Pick<S3Parts, 'buckets' | 'objects' | 'permissions'>) =>
  operation<GetObjectAttributesRequest, GetObjectAttributesOutput>({
    name: 'GetObjectAttributes',
    access: (input, call) =>
      ['GetObject', 'GetObjectAttributes'].flatMap((action) => readAccess(s3, input, call, action)),
    run(input) {
      const bucket = s3.buckets.require(input.Bucket, input.ExpectedBucketOwner);
      refuseUnsupported(input);
      const asked = new Set(input.ObjectAttributes);
      if (asked.size === 0) {
        throw invalidArgument(
          'x-amz-object-attributes must name at least one attribute',
          'x-amz-object-attributes',
          '',
        );
      }
      const version = present(s3.objects.require(bucket.name, input.Key ?? '', input.VersionId), input.VersionId);
      const { details } = version;
      return {
        LastModified: new Date(version.modifiedAt),
        ...versionMember(version, bucket),
        // Unlike everywhere else, the ETag stands without quotes here.
        ...(asked.has('ETag') ? { ETag: version.etag } : {}),
        ...(asked.has('Checksum') && details.checksum ? { Checksum: typedChecksumMembers(details.checksum) } : {}),
        ...(asked.has('ObjectParts') && details.parts ? { ObjectParts: partsOf(version, input) } : {}),
        ...(asked.has('StorageClass') ? { StorageClass: details.storageClass } : {}),
        ...(asked.has('ObjectSize') ? { ObjectSize: version.size } : {}),
      };
    },
  });

function partsOf({ details }: ObjectVersion, input: GetObjectAttributesRequest): GetObjectAttributesParts {
  const { parts = [], checksum } = details;
  const total = { TotalPartsCount: parts.length };
  // Parts are told apart only where they have checksums of their own.
  if (!checksum || parts.some((part) => part.checksum === undefined)) return total;
  const limit = readPageSize(input.MaxParts, 'max-parts', LIST_PAGE_ENTRIES);
  const past = Number(input.PartNumberMarker ?? 0);
  const following = parts.filter(({ number }) => number > past);
  const page = following.slice(0, limit);
  return {
    ...total,
    PartNumberMarker: String(past),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: following.length > limit,
    Parts: page.map((part) => ({
      PartNumber: part.number,
      Size: part.size,
      ...checksumMembers({ algorithm: checksum.algorithm, value: part.checksum ?? '' }),
    })),
  };
}
