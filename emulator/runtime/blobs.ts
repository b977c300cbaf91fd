import { randomUUID } from 'node:crypto';
import { createWriteStream, readdirSync, rmSync, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileReader } from './file-reader.ts';
import { makeFolder } from './make-folder.ts';
import { cannotBeUsed } from './store.ts';

/** First and last byte, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Large bodies (S3 objects and parts, code packages), beside the store. A blob is written once and never changed. */
export interface Blobs {
  /** Writes what `body` yields; when the promise resolves, the blob is complete under the id it answers. */
  write(body: AsyncIterable<Uint8Array>): Promise<string>;
  /** The bytes of a blob, or of a part of it. */
  read(id: string, range?: ByteRange): Readable;
  delete(id: string): void;
  /** Of all blobs there are. */
  ids(): string[];
}

/** So much may wait to be written, so that a sender does not stop for each chunk; what waits is written at once. */
const UNWRITTEN_BYTES = 1024 * 1024;
/** The name of a blob's folder: the first two digits of its id. */
const FOLDER = /^[0-9a-f]{2}$/;

/** Blobs as files in `directory`, in 256 folders by the first two digits of the id. @throws StoreError when they can't be there */
export function fileBlobs(directory: string): Blobs {
  const incoming = join(directory, 'incoming');
  try {
    rmSync(incoming, { recursive: true, force: true });
    makeFolder(incoming);
  } catch (cause) {
    throw cannotBeUsed(directory, cause);
  }
  const path = (id: string) => join(directory, id.slice(0, 2), id);
  return {
    async write(body) {
      const id = randomUUID();
      const part = join(incoming, id);
      const file = createWriteStream(part, { highWaterMark: UNWRITTEN_BYTES });
      try {
        await pipeline(body, file);
      } catch (error) {
        await closed(file);
        rmSync(part, { force: true });
        throw error;
      }
      makeFolder(join(directory, id.slice(0, 2)));
      await rename(part, path(id));
      return id;
    },
    read: (id, range) => new FileReader(path(id), range),
    delete: (id) => rmSync(path(id), { force: true }),
    ids: () =>
      readdirSync(directory)
        .filter((folder) => FOLDER.test(folder))
        .flatMap((folder) => readdirSync(join(directory, folder))),
  };
}

/** A body may break off before its file is even opened: removed before that, the file would come into being after it. */
function closed(file: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (file.closed) resolve();
    else file.once('close', resolve);
  });
}

/** Blobs in memory, gone with the process. */
export function memoryBlobs(): Blobs {
  const blobs = new Map<string, Buffer>();
  return {
    async write(body) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      const id = randomUUID();
      blobs.set(id, Buffer.concat(chunks));
      return id;
    },
    read(id, range) {
      const blob = blobs.get(id);
      if (!blob) throw new Error(`There is no blob ${id}`);
      return Readable.from([range ? blob.subarray(range.start, range.end + 1) : blob], { objectMode: false });
    },
    delete: (id) => {
      blobs.delete(id);
    },
    ids: () => [...blobs.keys()],
  };
}
