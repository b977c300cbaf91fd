import { Readable } from 'node:stream';
import type { Blobs } from '../../../runtime/blobs.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Segment } from './segment.ts';

/** A body that was received but belongs to nothing yet. */
export interface Received {
  readonly size: number;
  /** The bytes, when they are few. */
  readonly content?: Uint8Array;
  /** Id of the blob that holds them, when they are many. */
  readonly file?: string;
}

interface BlobRow {
  readonly id: number;
  readonly uses: number;
  readonly file: string | null;
  readonly content: Uint8Array | null;
}

const DELETE_INLINE = 'DELETE FROM s3_blobs WHERE id = ? AND uses = 1 AND file IS NULL';

/**
 * The bytes of objects and parts: small ones in the store, large ones in files. Blobs are shared by reference count, and
 * a file goes only when nothing refers to it and nobody reads it.
 */
export class Bodies {
  readonly #store: Store;
  readonly #blobs: Blobs;
  readonly #readers = new Map<number, number>();
  #open = true;

  constructor({ store, blobs }: { store: Store; blobs: Blobs }) {
    this.#store = store;
    this.#blobs = blobs;
  }

  /** Removes what an earlier run did not live to remove: blobs that it let go of, and files that it did not take into use. */
  sweep(): void {
    for (const { id } of this.#store.all<{ id: number }>('SELECT id FROM s3_blobs WHERE uses = 0')) this.#collect(id);
    const rows = this.#store.all<{ file: string }>('SELECT file FROM s3_blobs WHERE file IS NOT NULL');
    const used = new Set(rows.map(({ file }) => file));
    for (const file of this.#blobs.ids()) if (!used.has(file)) this.#blobs.delete(file);
  }

  /** Touches the store no more, whatever stream closes later. */
  close(): void {
    this.#open = false;
  }

  /** Writes a large body to a blob, for `receive`. */
  write(body: AsyncIterable<Uint8Array>): Promise<string> {
    return this.#blobs.write(body);
  }

  /** Takes a received body into use. Call it in the transaction that writes what refers to it. */
  keep({ size, content, file }: Received): Segment[] {
    if (size === 0) return [];
    const row = this.#store.get<{ id: number }>(
      'INSERT INTO s3_blobs (uses, file, content) VALUES (1, ?, ?) RETURNING id',
      file ?? null,
      content ?? null,
    );
    if (!row) throw new Error('SQLite answered no id for a blob');
    return [{ blob: row.id, offset: 0, size }];
  }

  /** Drops a received body that was not taken into use. */
  discard({ file }: Received): void {
    if (file) this.#blobs.delete(file);
  }

  /** Counts one more use of each segment's blob. Call it in the transaction that writes what refers to them. */
  share(segments: readonly Segment[]): void {
    for (const { blob } of segments) this.#store.run('UPDATE s3_blobs SET uses = uses + 1 WHERE id = ?', blob);
  }

  /** Counts one use less of each segment's blob. Call it in the transaction that removes what refers to them. */
  release(segments: readonly Segment[]): void {
    for (const { blob } of segments) {
      if (!this.#readers.has(blob) && this.#store.run(DELETE_INLINE, blob) > 0) continue;
      const row = this.#store.get<{ uses: number }>(
        'UPDATE s3_blobs SET uses = uses - 1 WHERE id = ? RETURNING uses',
        blob,
      );
      // A transaction runs without a pause, so by then it has been committed, or rolled back and `uses` is 1 again.
      if (row?.uses === 0) queueMicrotask(() => this.#collect(blob));
    }
  }

  /** The bytes of a body: at once when they lie in one small blob, else as a stream. */
  read(segments: readonly Segment[]): Uint8Array | Readable {
    const [only, ...others] = segments;
    if (!only) return new Uint8Array();
    if (others.length > 0) return this.#several(segments);
    const { file, content } = this.#blob(only.blob);
    return file === null ? inline(content, only) : this.#file(file, only);
  }

  #several(segments: readonly Segment[]): Readable {
    // All are held from the start: a version that is replaced meanwhile must not lose its tail.
    for (const { blob } of segments) this.#hold(blob);
    const stream = Readable.from(this.#chunks(segments), { objectMode: false });
    stream.once('close', () => {
      for (const { blob } of segments) this.#let(blob);
    });
    return stream;
  }

  async *#chunks(segments: readonly Segment[]): AsyncIterable<Uint8Array> {
    for (const segment of segments) {
      const { file, content } = this.#blob(segment.blob);
      if (file === null) yield inline(content, segment);
      else yield* this.#file(file, segment);
    }
  }

  #file(file: string, { blob, offset, size }: Segment): Readable {
    this.#hold(blob);
    const stream = this.#blobs.read(file, { start: offset, end: offset + size - 1 });
    stream.once('close', () => this.#let(blob));
    return stream;
  }

  #blob(id: number): BlobRow {
    const row = this.#store.get<BlobRow>('SELECT * FROM s3_blobs WHERE id = ?', id);
    if (!row) throw new Error(`S3 has no blob ${id}`);
    return row;
  }

  #hold(blob: number): void {
    this.#readers.set(blob, (this.#readers.get(blob) ?? 0) + 1);
  }

  #let(blob: number): void {
    const readers = (this.#readers.get(blob) ?? 1) - 1;
    if (readers > 0) {
      this.#readers.set(blob, readers);
      return;
    }
    this.#readers.delete(blob);
    this.#collect(blob);
  }

  #collect(blob: number): void {
    if (!this.#open || this.#readers.has(blob)) return;
    const row = this.#store.get<BlobRow>('SELECT id, uses, file FROM s3_blobs WHERE id = ? AND uses = 0', blob);
    if (!row) return;
    if (row.file !== null) this.#blobs.delete(row.file);
    this.#store.run('DELETE FROM s3_blobs WHERE id = ?', blob);
  }
}

function inline(content: Uint8Array | null, { offset, size }: Segment): Uint8Array {
  if (!content) throw new Error('A blob of S3 has neither bytes nor a file');
  return content.subarray(offset, offset + size);
}
