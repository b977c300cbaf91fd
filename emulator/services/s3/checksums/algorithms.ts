import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type CrcParameters, combineCrcs } from './combine.ts';
import { CRC32C_POLYNOMIAL, crc32c } from './crc32c.ts';
import { CRC64NVME_POLYNOMIAL, Crc64Nvme } from './crc64nvme.ts';

/** Takes bytes in pieces and answers their checksum once. */
export interface Digest {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

interface AlgorithmDefinition {
  /** Length of the checksum. */
  readonly bytes: number;
  create(): Digest;
  /** Present where the checksum of a whole follows from those of its parts. */
  readonly crc?: CrcParameters;
}

/**
 * The checksums that are computed and verified here
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html). S3's XXHASH64, XXHASH3
 * and XXHASH128 are not among them.
 */
export const ALGORITHMS = {
  CRC32: { bytes: 4, create: () => crc(crc32), crc: { bits: 32n, polynomial: 0xedb88320n } },
  CRC32C: { bytes: 4, create: () => crc(crc32c), crc: { bits: 32n, polynomial: BigInt(CRC32C_POLYNOMIAL) } },
  CRC64NVME: { bytes: 8, create: () => new Crc64Nvme(), crc: { bits: 64n, polynomial: CRC64NVME_POLYNOMIAL } },
  MD5: { bytes: 16, create: () => createHash('md5') },
  SHA1: { bytes: 20, create: () => createHash('sha1') },
  SHA256: { bytes: 32, create: () => createHash('sha256') },
  SHA512: { bytes: 64, create: () => createHash('sha512') },
} as const satisfies Record<string, AlgorithmDefinition>;

export type Algorithm = keyof typeof ALGORITHMS;

export const ALGORITHM_NAMES = Object.keys(ALGORITHMS).filter(isAlgorithm);

export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(ALGORITHMS, name);
}

/** The algorithm's definition, with the optional members that the table's narrow type hides. */
export function definitionOf(algorithm: Algorithm): AlgorithmDefinition {
  return ALGORITHMS[algorithm];
}

/**
 * The checksum of parts set one after the other, for algorithms with `crc`.
 *
 * @param parts checksum and size in bytes of each
 */
export function wholeChecksum(algorithm: Algorithm, parts: readonly { checksum: Buffer; size: number }[]): Buffer {
  const { crc: parameters, bytes } = definitionOf(algorithm);
  if (!parameters) throw new Error(`${algorithm} checksums of parts cannot be combined`);
  const value = parts.reduce(
    (before, { checksum, size }) => combineCrcs(parameters, before, BigInt(`0x${checksum.toString('hex')}`), size),
    0n,
  );
  return Buffer.from(value.toString(16).padStart(2 * bytes, '0'), 'hex');
}

function crc(step: (bytes: Uint8Array, previous: number) => number): Digest {
  let value = 0;
  return {
    update(bytes) {
      value = step(bytes, value);
    },
    digest() {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE(value);
      return digest;
    },
  };
}
