import type { ChecksumType } from '@aws-sdk/client-s3';
import type { Call } from '../../../door/operation.ts';
import { invalidRequest, notImplemented } from '../errors.ts';
import { ALGORITHM_NAMES, ALGORITHMS, type Algorithm, isAlgorithm } from './algorithms.ts';

/** The checksum members that inputs and outputs share: `ChecksumCRC32`, `ChecksumSHA256` …, each Base64. */
export type ChecksumMembers = { readonly [A in Algorithm as `Checksum${A}`]?: string | undefined };

/** The members of an upload's input that say how its body is verified. */
export interface ChecksumInput extends ChecksumMembers {
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ChecksumXXHASH64?: string | undefined;
  readonly ChecksumXXHASH3?: string | undefined;
  readonly ChecksumXXHASH128?: string | undefined;
}

/** A checksum that the client computes, and S3 verifies. */
export interface RequestedChecksum {
  readonly algorithm: Algorithm;
  /** Base64; absent when it comes in the trailer, or when only the algorithm was named (calls from within). */
  readonly expected?: string;
  readonly inTrailer: boolean;
}

const TRAILER_PREFIX = 'x-amz-checksum-';

export const trailerName = (algorithm: Algorithm): string => TRAILER_PREFIX + algorithm.toLowerCase();

/** How an output shows a checksum. */
export function checksumMembers(checksum: { algorithm: Algorithm; value: string } | undefined): ChecksumMembers {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {};
}

/** As `checksumMembers`, with the type where the output has one. */
export function typedChecksumMembers(
  checksum: { algorithm: Algorithm; value: string; type: ChecksumType } | undefined,
): ChecksumMembers & { ChecksumType?: ChecksumType } {
  return checksum ? { ...checksumMembers(checksum), ChecksumType: checksum.type } : {};
}

/** The algorithm by a name that a client gave. @throws AwsError NotImplemented, InvalidRequest */
export function algorithmNamed(name: string): Algorithm {
  const upper = name.toUpperCase();
  if (isAlgorithm(upper)) return upper;
  if (upper.startsWith('XXHASH')) throw notImplemented(`the checksum algorithm ${upper}`);
  throw invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${ALGORITHM_NAMES.join(', ')}]`,
  );
}

/**
 * The checksum that a request brings, in a header or in its trailer.
 *
 * @throws AwsError InvalidRequest when there are several, or one that cannot be a value of its algorithm
 */
export function requestedChecksum(input: ChecksumInput, { http }: Call): RequestedChecksum | undefined {
  if (input.ChecksumXXHASH64 ?? input.ChecksumXXHASH3 ?? input.ChecksumXXHASH128) {
    throw notImplemented('XXHASH checksums');
  }
  const trailer = http?.headers['x-amz-trailer']?.trim().toLowerCase();
  const trailing = trailer?.startsWith(TRAILER_PREFIX)
    ? algorithmNamed(trailer.slice(TRAILER_PREFIX.length))
    : undefined;
  const [given, ...others] = givenChecksums(input);
  if (others.length > 0 || (given && trailing)) {
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  if (trailing) return { algorithm: trailing, inTrailer: true };
  if (given) return given;
  if (!input.ChecksumAlgorithm) return undefined;
  const algorithm = algorithmNamed(input.ChecksumAlgorithm);
  if (!http) return { algorithm, inTrailer: false };
  throw invalidRequest(
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  );
}

/** The checksums among the members of an input, each looked at for its form. @throws AwsError InvalidRequest */
export function givenChecksums(input: ChecksumMembers): (RequestedChecksum & { expected: string })[] {
  return ALGORITHM_NAMES.flatMap((algorithm) => {
    const expected = input[`Checksum${algorithm}`];
    if (expected === undefined) return [];
    checkForm(algorithm, expected);
    return [{ algorithm, expected, inTrailer: false }];
  });
}

export function checkForm(algorithm: Algorithm, value: string): void {
  // A composite checksum of an object in parts has the number of parts behind it.
  const digits = value.replace(/-\d+$/, '');
  if (Buffer.from(digits, 'base64').length !== ALGORITHMS[algorithm].bytes) {
    throw invalidRequest(`Value for ${trailerName(algorithm)} header is invalid.`);
  }
}
