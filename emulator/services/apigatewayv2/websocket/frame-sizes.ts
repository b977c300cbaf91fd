const LONGEST_HEADER_BYTES = 10;
const MASK_BYTES = 4;

/**
 * Follows the frames of a client's stream by their headers alone (https://www.rfc-editor.org/rfc/rfc6455#section-5.2).
 * The WebSocket library limits whole messages; API Gateway limits each of a message's frames as well.
 */
export class FrameSizes {
  readonly #limitBytes: number;
  readonly #header = Buffer.alloc(LONGEST_HEADER_BYTES);
  #headerBytes = 0;
  #payloadLeft = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Whether a frame that begins in this part of the stream is longer than allowed. */
  exceeded(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.#payloadLeft > 0) {
        const passed = Math.min(this.#payloadLeft, chunk.length - at);
        this.#payloadLeft -= passed;
        at += passed;
        continue;
      }
      this.#header[this.#headerBytes++] = chunk[at++] ?? 0;
      const length = this.#payloadLength();
      if (length === undefined) continue;
      if (length > this.#limitBytes) return true;
      this.#payloadLeft = length + MASK_BYTES;
      this.#headerBytes = 0;
    }
    return false;
  }

  /** Undefined until enough of the header is there. */
  #payloadLength(): number | undefined {
    if (this.#headerBytes < 2) return undefined;
    const short = (this.#header[1] ?? 0) & 0x7f;
    if (short < 126) return short;
    if (short === 126) return this.#headerBytes < 4 ? undefined : this.#header.readUInt16BE(2);
    return this.#headerBytes < LONGEST_HEADER_BYTES ? undefined : Number(this.#header.readBigUInt64BE(2));
  }
}
