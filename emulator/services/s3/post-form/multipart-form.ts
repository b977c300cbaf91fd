import { malformedPost } from '../errors.ts';
import { POST_FORM_FIELDS_BYTES } from '../limits.ts';

/** A form whose fields were read, and whose file is still arriving. */
export interface Form {
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly filename: string;
  /** Content type of the file part, when it has one. */
  readonly fileType: string | undefined;
  readonly file: AsyncIterable<Uint8Array>;
}

const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Reads a `multipart/form-data` body up to its file, which is not buffered; what stands behind the file is ignored, as
 * S3 does (https://datatracker.ietf.org/doc/html/rfc7578).
 *
 * @throws AwsError MalformedPOSTRequest, MaxPostPreDataLengthExceededError
 */
export async function readForm(contentType: string, body: AsyncIterable<Uint8Array>): Promise<Form> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const delimiter = boundary?.[1] ?? boundary?.[2];
  if (!delimiter) throw malformedPost('The content type has no boundary');
  const reader = new Reader(body);
  const fields = new Map<string, string>();
  // A line break before the first delimiter makes it like all others.
  reader.unread(Buffer.from('\r\n'));
  const separator = Buffer.from(`\r\n--${delimiter}`);
  await reader.upTo(separator, POST_FORM_FIELDS_BYTES);
  for (let left = POST_FORM_FIELDS_BYTES; ; ) {
    const headers = (await reader.upTo(HEADER_END, left)).toString('utf8');
    const name = /name="([^"]*)"/i.exec(headers.replace(/filename="[^"]*"/i, ''))?.[1]?.toLowerCase();
    if (name === undefined) throw malformedPost('A part of the form has no name, or the form has no file');
    if (name === 'file') return { fields, ...fileHeaders(headers), file: reader.until(separator) };
    const value = await reader.upTo(separator, left);
    left -= headers.length + value.length;
    fields.set(name, value.toString('utf8'));
  }
}

function fileHeaders(headers: string): { filename: string; fileType: string | undefined } {
  const path = /filename="([^"]*)"/i.exec(headers)?.[1] ?? '';
  const fileType = /^content-type:\s*(.+?)\s*$/im.exec(headers)?.[1];
  return { filename: path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1), fileType };
}

/** Bytes from a stream, cut at markers that may themselves be cut by chunks. */
class Reader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  unread(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held]);
  }

  /** What stands before the next `marker`, which is skipped. */
  async upTo(marker: Buffer, limit: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(marker);
      if (at > limit || (at < 0 && this.#held.length > limit + marker.length)) throw malformedPost('fields too long');
      if (at >= 0) {
        const found = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + marker.length);
        return found;
      }
      if (!(await this.#more())) throw malformedPost('The form ends early');
    }
  }

  /** What stands before the next `marker`, as it arrives. */
  async *until(marker: Buffer): AsyncIterable<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(marker);
      if (at >= 0) {
        // An empty chunk would have the stream of the file wait for ever.
        if (at > 0) yield this.#held.subarray(0, at);
        return;
      }
      // The tail may be the beginning of a marker.
      const safe = this.#held.length - marker.length + 1;
      if (safe > 0) {
        yield this.#held.subarray(0, safe);
        this.#held = this.#held.subarray(safe);
      }
      if (!(await this.#more())) throw malformedPost('The form ends early');
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#held = this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value]);
    return true;
  }
}
