import { Readable } from 'node:stream';
import {
  type NewObject,
  type ObjectFacts,
  ObjectNotFoundError,
  type ObjectReference,
  type ObjectStore,
  type OpenObject,
} from '../../../functions/shared/object-store.ts';

interface StoredVersion {
  readonly versionId: string;
  readonly bytes: Buffer;
}

/** A versioned bucket in memory. Keeps what was read and written, so that a test can ask. */
export class MemoryObjectStore implements ObjectStore {
  readonly written: NewObject[] = [];
  readonly reads: { key: string; firstBytes: number | undefined }[] = [];
  readonly #versions = new Map<string, StoredVersion[]>();
  readonly #deleted = new Set<string>();

  put(bucket: string, key: string, bytes: Buffer, versionId: string): void {
    const address = `${bucket}/${key}`;
    this.#versions.set(address, [...(this.#versions.get(address) ?? []), { versionId, bytes }]);
    this.#deleted.delete(address);
  }

  /** As S3 does it with versions: the newest becomes a delete marker, older versions stay. */
  delete(bucket: string, key: string): void {
    this.#deleted.add(`${bucket}/${key}`);
  }

  async describe(object: ObjectReference): Promise<ObjectFacts> {
    const { versionId, bytes } = this.#find(object);
    return { versionId, etag: '"etag"', sizeBytes: bytes.length, lastModified: new Date('2026-03-01T10:00:00Z') };
  }

  async open(object: ObjectReference, headBytes: number): Promise<OpenObject> {
    return { facts: await this.describe(object), head: await this.read(object, headBytes) };
  }

  async read(object: ObjectReference, firstBytes?: number): Promise<Readable> {
    const { reads } = this;
    const bytes = this.#find(object).bytes.subarray(0, firstBytes);
    // What is opened and never read is not read.
    return Readable.from(
      (function* () {
        reads.push({ key: object.key, firstBytes });
        yield bytes;
      })(),
    );
  }

  async write(object: NewObject): Promise<void> {
    this.written.push(object);
    this.put(object.bucket, object.key, object.body, `v${this.written.length}`);
  }

  #find(object: ObjectReference): StoredVersion {
    const address = `${object.bucket}/${object.key}`;
    const versions = this.#versions.get(address) ?? [];
    const found = object.versionId
      ? versions.find(({ versionId }) => versionId === object.versionId)
      : this.#deleted.has(address)
        ? undefined
        : versions.at(-1);
    if (!found) throw new ObjectNotFoundError(object);
    return found;
  }
}
