import type { IncomingMessage } from 'node:http';
import { payloadTooLarge } from './failure.ts';
import { PAYLOAD_BYTES } from './limits.ts';

/** Content types that are handed to functions as text; everything else is base64. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript|[\w.-]+\+(?:json|xml))\b)/i;

/** The body of a request: read whole when an integration needs it so, or passed on as it arrives. */
export class RequestBody {
  readonly #message: IncomingMessage;
  #bytes: Promise<Buffer> | undefined;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  /** @throws HttpFailure 413 */
  bytes(): Promise<Buffer> {
    this.#bytes ??= this.#read();
    return this.#bytes;
  }

  /** The body for an event; none when the request has none. */
  async forEvent(): Promise<{ readonly body?: string; readonly isBase64Encoded: boolean }> {
    const bytes = await this.bytes();
    if (bytes.length === 0) return { isBase64Encoded: false };
    const type = this.#message.headers['content-type'];
    const isText = !this.#message.headers['content-encoding'] && (type === undefined || TEXT.test(type));
    return isText
      ? { body: bytes.toString('utf8'), isBase64Encoded: false }
      : { body: bytes.toString('base64'), isBase64Encoded: true };
  }

  async #read(): Promise<Buffer> {
    const { headers } = this.#message;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return EMPTY;
    if (Number(headers['content-length']) > PAYLOAD_BYTES) throw payloadTooLarge();
    const chunks: Buffer[] = [];
    let length = 0;
    // To leave the loop must not close the connection: the client is still to be told why.
    for await (const chunk of this.#message.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > PAYLOAD_BYTES) throw payloadTooLarge();
      chunks.push(chunk);
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  }
}

const EMPTY = Buffer.alloc(0);
