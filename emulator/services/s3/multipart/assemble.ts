import { createHash } from 'node:crypto';
import type { CompletedPart, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { ALGORITHMS, wholeChecksum } from '../checksums/algorithms.ts';
import { checkForm } from '../checksums/requested.ts';
import { badDigest, entityTooSmall, invalidPart, invalidPartOrder, invalidRequest, malformedXml } from '../errors.ts';
import { SMALLEST_PART_BYTES } from '../limits.ts';
import type { StoredChecksum } from '../objects/object.ts';
import type { Part, Upload } from './upload.ts';

/**
 * The parts that CompleteMultipartUpload lists, found among those uploaded, in order.
 *
 * @param uploaded by part number
 * @throws AwsError MalformedXML, InvalidPartOrder, InvalidPart, InvalidRequest, EntityTooSmall
 */
export function chooseParts(
  upload: Upload,
  uploaded: ReadonlyMap<number, Part>,
  listed: readonly CompletedPart[] | undefined,
): Part[] {
  if (!listed?.length) throw malformedXml();
  let before = 0;
  const chosen = listed.map((entry) => {
    const number = entry.PartNumber ?? 0;
    if (number <= before) throw invalidPartOrder();
    before = number;
    return chosenPart(upload, uploaded.get(number), entry);
  });
  for (const { size, number, etag } of chosen.slice(0, -1)) {
    if (size < SMALLEST_PART_BYTES) throw entityTooSmall(size, SMALLEST_PART_BYTES, number, etag);
  }
  return chosen;
}

function chosenPart({ checksum }: Upload, part: Part | undefined, entry: CompletedPart): Part {
  if (part?.etag !== entry.ETag?.replace(/^"(.*)"$/, '$1') || !part) throw invalidPart();
  const given = entry[`Checksum${checksum.algorithm}`];
  if (given === undefined) {
    if (!checksum.chosen || checksum.type === 'FULL_OBJECT') return part;
    throw invalidRequest(
      `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
    );
  }
  if (given !== part.checksum) throw invalidPart();
  return part;
}

/** The ETag of an object in parts: the MD5 of the parts' MD5s, and how many they are. */
export function compositeEtag(parts: readonly Part[]): string {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
}

/**
 * The checksum of an object in parts.
 *
 * @throws AwsError BadDigest, InvalidRequest when the client expected another
 */
export function objectChecksum(
  { checksum: { algorithm, type } }: Upload,
  parts: readonly Part[],
  input: CompleteMultipartUploadRequest,
): StoredChecksum {
  const value = type === 'FULL_OBJECT' ? fullChecksum(algorithm, parts) : compositeChecksum(algorithm, parts);
  if (input.ChecksumType !== undefined && input.ChecksumType !== type) {
    throw invalidRequest(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const expected = input[`Checksum${algorithm}`];
  if (expected !== undefined) {
    checkForm(algorithm, expected);
    if (expected !== value && `${expected}-${parts.length}` !== value) {
      throw badDigest(`The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`);
    }
  }
  return { algorithm, type, value };
}

function fullChecksum(algorithm: StoredChecksum['algorithm'], parts: readonly Part[]): string {
  const summed = parts.map(({ checksum, size }) => ({ checksum: Buffer.from(checksum, 'base64'), size }));
  return wholeChecksum(algorithm, summed).toString('base64');
}

function compositeChecksum(algorithm: StoredChecksum['algorithm'], parts: readonly Part[]): string {
  const digest = ALGORITHMS[algorithm].create();
  for (const { checksum } of parts) digest.update(Buffer.from(checksum, 'base64'));
  return `${digest.digest().toString('base64')}-${parts.length}`;
}
