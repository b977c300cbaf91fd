import { createHash } from 'node:crypto';
import type { Call } from '../../../door/operation.ts';
import { ALGORITHMS, type Algorithm, type Digest } from '../checksums/algorithms.ts';
import { type ChecksumInput, type RequestedChecksum, requestedChecksum, trailerName } from '../checksums/requested.ts';
import {
  badDigest,
  contentHashMismatch,
  invalidArgument,
  invalidDigest,
  invalidRequest,
  missingContentLength,
  notImplemented,
} from '../errors.ts';
import type { Bodies, Received } from './body-store.ts';
import { receive } from './receive.ts';

/** The members of PutObject and UploadPart that say what the body is. */
export interface UploadInput extends ChecksumInput {
  readonly Body?: unknown;
  readonly ContentLength?: number | undefined;
  readonly ContentMD5?: string | undefined;
}

/** A body that arrived whole and is what its sender said it is. */
export interface Accepted {
  readonly received: Received;
  /** Hexadecimal. */
  readonly md5: string;
  /** Base64, of the algorithms asked for. */
  readonly checksums: Readonly<Partial<Record<Algorithm, string>>>;
  /** The algorithm that the client chose to send. */
  readonly sent?: Algorithm;
}

const PAYLOAD_SHA256 = /^[0-9a-f]{64}$/;

/**
 * Reads the body of an upload and verifies length, Content-MD5, payload hash and checksum, wherever they stand.
 *
 * @param wanted chooses what is computed, from what the client sent; an algorithm of its own choice is always verified
 * @throws AwsError BadDigest, InvalidDigest, InvalidRequest, IncompleteBody, EntityTooLarge, XAmzContentSHA256Mismatch
 */
export async function acceptBody(
  bodies: Bodies,
  input: UploadInput,
  call: Call,
  wanted: (sent: Algorithm | undefined) => Algorithm,
): Promise<Accepted> {
  const requested = requestedChecksum(input, call);
  const algorithm = wanted(requested?.algorithm);
  const contentMd5 = readContentMd5(input.ContentMD5);
  const payloadHash = call.http?.headers['x-amz-content-sha256'];
  const digests = new Digests([
    algorithm,
    requested?.algorithm,
    payloadHash && PAYLOAD_SHA256.test(payloadHash) ? 'SHA256' : undefined,
  ]);
  const expectedBytes = announcedBytes(input, call);
  const received = await receive(bodies, input.Body, { expectedBytes, digests: digests.all() });
  try {
    digests.finish();
    verifyContentMd5(contentMd5, digests);
    verifyPayloadHash(payloadHash, digests);
    if (requested) await verifyChecksum(requested, input.Body, digests);
  } catch (error) {
    bodies.discard(received);
    throw error;
  }
  return {
    received,
    md5: digests.hex('MD5'),
    checksums: digests.checksums(),
    ...(requested ? { sent: requested.algorithm } : {}),
  };
}

/** The digests of one body. MD5 is always among them: it becomes the ETag. */
class Digests {
  readonly #running = new Map<Algorithm, Digest>();
  readonly #finished = new Map<Algorithm, Buffer>();

  constructor(algorithms: readonly (Algorithm | undefined)[]) {
    this.#running.set('MD5', createHash('md5'));
    for (const algorithm of algorithms) {
      if (algorithm && !this.#running.has(algorithm)) this.#running.set(algorithm, ALGORITHMS[algorithm].create());
    }
  }

  all(): Digest[] {
    return [...this.#running.values()];
  }

  finish(): void {
    for (const [algorithm, digest] of this.#running) this.#finished.set(algorithm, digest.digest());
  }

  hex(algorithm: Algorithm): string {
    return this.#finished.get(algorithm)?.toString('hex') ?? '';
  }

  base64(algorithm: Algorithm): string {
    return this.#finished.get(algorithm)?.toString('base64') ?? '';
  }

  checksums(): Partial<Record<Algorithm, string>> {
    return Object.fromEntries([...this.#finished].map(([algorithm, digest]) => [algorithm, digest.toString('base64')]));
  }
}

/** How many bytes the sender said it would send; from within the cloud nobody needs to say. */
function announcedBytes({ ContentLength }: UploadInput, { http }: Call): number | undefined {
  if (!http) return ContentLength;
  const length = http.headers['x-amz-decoded-content-length'] ?? http.headers['content-length'];
  if (length === undefined) {
    throw http.headers['transfer-encoding']
      ? notImplemented('Transfer-Encoding without a length')
      : missingContentLength();
  }
  if (!/^\d+$/.test(length))
    throw invalidArgument('The length of the body must be a number of bytes', 'Content-Length', length);
  return Number(length);
}

function readContentMd5(header: string | undefined): string | undefined {
  if (header !== undefined && Buffer.from(header, 'base64').length !== ALGORITHMS.MD5.bytes)
    throw invalidDigest(header);
  return header;
}

function verifyContentMd5(expected: string | undefined, digests: Digests): void {
  if (expected === undefined || expected === digests.base64('MD5')) return;
  throw badDigest('The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest: expected,
    CalculatedDigest: digests.base64('MD5'),
  });
}

function verifyPayloadHash(header: string | undefined, digests: Digests): void {
  if (!header || !PAYLOAD_SHA256.test(header)) return;
  if (header !== digests.hex('SHA256')) throw contentHashMismatch(header, digests.hex('SHA256'));
}

async function verifyChecksum({ algorithm, expected, inTrailer }: RequestedChecksum, body: unknown, digests: Digests) {
  const value = inTrailer ? (await trailersOf(body))[trailerName(algorithm)] : expected;
  if (value === undefined) {
    if (!inTrailer) return;
    throw invalidRequest(`The trailer ${trailerName(algorithm)} that the request announced is missing.`);
  }
  if (value !== digests.base64(algorithm)) {
    throw badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
  }
}

/** What stood behind the last chunk of an aws-chunked body. */
async function trailersOf(body: unknown): Promise<Readonly<Record<string, string>>> {
  const carrier: { trailers?: Promise<Record<string, string>> } = typeof body === 'object' && body !== null ? body : {};
  return (await carrier.trailers) ?? {};
}
