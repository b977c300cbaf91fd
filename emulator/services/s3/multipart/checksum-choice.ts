import type { ChecksumType } from '@aws-sdk/client-s3';
import { definitionOf } from '../checksums/algorithms.ts';
import { algorithmNamed } from '../checksums/requested.ts';
import { invalidRequest } from '../errors.ts';
import type { UploadChecksum } from './upload.ts';

/**
 * How an upload is summed, as CreateMultipartUpload asks for it
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#Full-object-and-composite-checksums).
 *
 * @throws AwsError InvalidRequest for a pair that does not exist
 */
export function chooseChecksum(name: string | undefined, type: ChecksumType | undefined): UploadChecksum {
  if (name === undefined) {
    if (type === undefined) return { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', chosen: false };
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  const algorithm = algorithmNamed(name);
  const usual = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const chosen = type ?? usual;
  const possible = chosen === 'FULL_OBJECT' ? definitionOf(algorithm).crc : algorithm !== 'CRC64NVME';
  if (!possible) {
    throw invalidRequest(
      `The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type: chosen, chosen: true };
}
