import { Readable } from 'node:stream';
import type { Digest } from '../checksums/algorithms.ts';
import { entityTooLarge, incompleteBody, requestTimeout } from '../errors.ts';
import { INLINE_BODY_BYTES, LARGEST_SINGLE_BODY_BYTES } from '../limits.ts';
import type { Bodies, Received } from './body-store.ts';

/** A request body as it comes from the wire (a stream) or from within the cloud (bytes or text). */
export type Body = unknown;

export interface ReceiveOptions {
  /** How many bytes were announced; undefined when nobody said. */
  readonly expectedBytes: number | undefined;
  /** Each is shown every byte. */
  readonly digests: readonly Digest[];
  readonly largestBytes?: number;
}

/**
 * Reads a body to its end, hashing on the way; a large one goes to a file as it arrives and is never held in memory.
 *
 * @throws AwsError EntityTooLarge, IncompleteBody; or the error of the body's own stream
 */
export async function receive(bodies: Bodies, body: Body, options: ReceiveOptions): Promise<Received> {
  const { expectedBytes, largestBytes = LARGEST_SINGLE_BODY_BYTES } = options;
  if (expectedBytes !== undefined && expectedBytes > largestBytes) throw entityTooLarge(expectedBytes, largestBytes);
  const meter = new Meter(options, largestBytes);
  const received = await (body instanceof Readable
    ? fromStream(bodies, body, meter).catch(explain)
    : fromBytes(bodies, toBytes(body), meter));
  if (expectedBytes === undefined || received.size === expectedBytes) return received;
  bodies.discard(received);
  throw incompleteBody(expectedBytes, received.size);
}

/** Counts and hashes what passes. */
class Meter {
  size = 0;
  readonly #digests: readonly Digest[];
  readonly #largestBytes: number;

  constructor({ digests }: ReceiveOptions, largestBytes: number) {
    this.#digests = digests;
    this.#largestBytes = largestBytes;
  }

  take(chunk: Uint8Array): void {
    this.size += chunk.length;
    if (this.size > this.#largestBytes) throw entityTooLarge(this.size, this.#largestBytes);
    for (const digest of this.#digests) digest.update(chunk);
  }
}

async function fromBytes(bodies: Bodies, content: Uint8Array, meter: Meter): Promise<Received> {
  meter.take(content);
  const size = content.length;
  return size <= INLINE_BODY_BYTES ? { size, content } : { size, file: await bodies.write(Readable.from([content])) };
}

async function fromStream(bodies: Bodies, body: Readable, meter: Meter): Promise<Received> {
  const chunks = body[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  while (meter.size <= INLINE_BODY_BYTES) {
    const next = await chunks.next();
    if (next.done) return { size: meter.size, content: Buffer.concat(first) };
    const chunk = toBytes(next.value);
    meter.take(chunk);
    first.push(chunk);
  }
  const file = await bodies.write(rest());
  return { size: meter.size, file };

  async function* rest(): AsyncIterable<Uint8Array> {
    yield Buffer.concat(first);
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      const chunk = toBytes(next.value);
      meter.take(chunk);
      yield chunk;
    }
  }
}

/** A client that goes away in the middle of its upload is no fault of ours. */
function explain(thrown: unknown): never {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  throw code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' ? requestTimeout(thrown) : thrown;
}

function toBytes(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  throw new TypeError('A body must be a Readable, bytes or text');
}
