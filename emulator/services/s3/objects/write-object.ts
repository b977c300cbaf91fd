import type { PutObjectRequest } from '@aws-sdk/client-s3';
import type { Call } from '../../../door/operation.ts';
import { type Accepted, acceptBody } from '../bodies/accept.ts';
import type { Algorithm } from '../checksums/algorithms.ts';
import type { CreationReason } from '../events.ts';
import type { S3Parts } from '../parts.ts';
import { headerTags } from '../tagging.ts';
import { newDetails } from './details.ts';
import { checkKey } from './key.ts';

/** The checksum that S3 computes when the client sends none (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html). */
const DEFAULT_ALGORITHM = 'CRC64NVME';

export type WriteDeps = Pick<S3Parts, 'account' | 'clock' | 'buckets' | 'bodies' | 'writer'>;

const wantedAlgorithm = (sent: Algorithm | undefined): Algorithm => sent ?? DEFAULT_ALGORITHM;

/**
 * Writes an object whose body comes with the request, as PutObject and form uploads do.
 *
 * @param accept reads the body; default: as the request's headers announce it
 */
export async function writeObject(
  { account, clock, buckets, bodies, writer }: WriteDeps,
  input: PutObjectRequest,
  call: Call,
  reason: CreationReason,
  accept: () => Promise<Accepted> = () => acceptBody(bodies, input, call, wantedAlgorithm),
) {
  const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
  const key = checkKey(input.Key);
  const described = newDetails(input, bucket, account, clock.now());
  const tags = headerTags(input.Tagging);
  writer.check({ bucket: bucket.name, key }, input);
  const { received, md5, checksums, sent } = await accept();
  const algorithm = wantedAlgorithm(sent);
  const checksum = { algorithm, value: checksums[algorithm] ?? '', type: 'FULL_OBJECT' as const };
  const object = {
    bucket: bucket.name,
    key,
    size: received.size,
    etag: md5,
    tags,
    details: { ...described, checksum },
  };
  return { bucket, version: writer.received({ object, conditions: input, reason, call }, received) };
}

/** Reads a body of which nobody said how long it is, and whose request has no headers of its own. */
export const acceptUnannounced = ({ bodies }: WriteDeps, input: PutObjectRequest, call: Call): Promise<Accepted> => {
  const { http: _, ...inner } = call;
  return acceptBody(bodies, input, inner, wantedAlgorithm);
};
