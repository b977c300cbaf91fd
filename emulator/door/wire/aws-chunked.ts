import { Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../errors.ts';

/** Chunk headers and trailers are short; whatever is longer is no aws-chunked body. */
const LONGEST_LINE_BYTES = 8 * 1024;

type State = 'size' | 'data' | 'data-end' | 'trailer' | 'end';

/**
 * Takes the framing off an `aws-chunked` body, signed or not
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html):
 *
 *     400;chunk-signature=…\r\n <1,024 bytes> \r\n 0\r\n x-amz-checksum-crc32:… \r\n \r\n
 *
 * Chunk signatures are not verified: locally no secret key is known. A body that ends early or is framed wrongly ends
 * the stream with IncompleteBody or InvalidChunkSizeError.
 *
 * @example request.pipe(new AwsChunkedDecoder())
 */
export class AwsChunkedDecoder extends Transform {
  /** Trailing headers by lower-case name, known once the body has been read; empty when it failed. */
  readonly trailers: Promise<Record<string, string>>;
  readonly #found: Record<string, string> = {};
  readonly #settle: (trailers: Record<string, string>) => void;
  #state: State = 'size';
  #line = '';
  #left = 0;

  constructor() {
    super();
    const { promise, resolve } = Promise.withResolvers<Record<string, string>>();
    this.trailers = promise;
    this.#settle = resolve;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      for (let at = 0; at < chunk.length; ) at = this.#state === 'data' ? this.#data(chunk, at) : this.#text(chunk, at);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _flush(done: TransformCallback): void {
    // The empty line after the last chunk is missing in what some clients send; the last chunk itself is not.
    if (this.#state !== 'trailer' && this.#state !== 'end') {
      done(incomplete());
      return;
    }
    if (this.#line !== '') this.#trailer(this.#line);
    this.#settle(this.#found);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#settle({});
    done(error);
  }

  #data(chunk: Buffer, from: number): number {
    const to = Math.min(chunk.length, from + this.#left);
    this.push(chunk.subarray(from, to));
    this.#left -= to - from;
    if (this.#left === 0) this.#state = 'data-end';
    return to;
  }

  /** Collects a line, which may span chunks, and acts on it once it is whole. */
  #text(chunk: Buffer, from: number): number {
    if (this.#state === 'end') return chunk.length;
    const feed = chunk.indexOf('\n', from);
    const to = feed < 0 ? chunk.length : feed;
    this.#line += chunk.toString('latin1', from, to);
    if (this.#line.length > LONGEST_LINE_BYTES) throw malformed();
    if (feed < 0) return to;
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    this.#act(line);
    return feed + 1;
  }

  #act(line: string): void {
    if (this.#state === 'size') this.#size(line);
    else if (this.#state === 'trailer') this.#trailer(line);
    else if (line === '') this.#state = 'size';
    else throw malformed();
  }

  #size(line: string): void {
    const digits = line.split(';', 1)[0]?.trim() ?? '';
    if (!/^[0-9a-fA-F]{1,12}$/.test(digits)) throw malformed();
    this.#left = Number.parseInt(digits, 16);
    this.#state = this.#left === 0 ? 'trailer' : 'data';
  }

  #trailer(line: string): void {
    if (line === '') {
      this.#state = 'end';
      return;
    }
    const colon = line.indexOf(':');
    if (colon < 0) throw malformed();
    this.#found[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
}

/** Whether the request's body is framed as aws-chunked. */
export function isAwsChunked(headers: Readonly<Record<string, string | undefined>>): boolean {
  const encodings = headers['content-encoding']?.split(',').map((encoding) => encoding.trim().toLowerCase());
  return Boolean(encodings?.includes('aws-chunked') || headers['x-amz-content-sha256']?.startsWith('STREAMING-'));
}

const incomplete = () => new AwsError('IncompleteBody', 'The request body terminated unexpectedly', { status: 400 });

const malformed = () =>
  new AwsError('InvalidChunkSizeError', 'The chunk framing of the body is not valid', { status: 400 });
