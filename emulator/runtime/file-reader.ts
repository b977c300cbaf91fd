import { closeSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';

/** What a reader of megabytes costs is what its chunks cost, not what its bytes do. */
const CHUNK_BYTES = 512 * 1024;

/**
 * Reads a file, or a part of it, as a stream. Unlike Node's own it waits for the disk instead of asking a thread to do so:
 * what was written a moment ago is in the system's cache, and while functions keep every processor busy, each turn through
 * another thread would wait for one of them to pause.
 */
export class FileReader extends Readable {
  readonly #path: string;
  #position: number;
  #left: number;
  #file: number | undefined;

  /** @param range first and last byte, both included; default: the whole file */
  constructor(path: string, { start, end } = { start: 0, end: Number.POSITIVE_INFINITY }) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#path = path;
    this.#position = start;
    this.#left = end - start + 1;
  }

  override _construct(done: (error?: Error | null) => void): void {
    attempt(done, () => {
      this.#file = openSync(this.#path, 'r');
      done();
    });
  }

  override _read(): void {
    const file = this.#file;
    if (file === undefined) return;
    attempt(
      (error) => this.destroy(error),
      () => {
        const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, this.#left));
        const size = readSync(file, chunk, 0, chunk.length, this.#position);
        this.#position += size;
        this.#left -= size;
        this.push(size > 0 ? chunk.subarray(0, size) : null);
      },
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    done(error);
  }
}

function attempt(fail: (error: Error) => void, work: () => void): void {
  try {
    work();
  } catch (error) {
    fail(error instanceof Error ? error : new Error(String(error)));
  }
}
