import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Bodies } from '../bodies/body-store.ts';
import { noSuchUpload } from '../errors.ts';
import type { Position, Source } from '../objects/walk.ts';
import type { Part, Upload } from './upload.ts';

const UPLOAD_ID_CHARACTERS = 64;

interface UploadRow {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiated_at: number;
  readonly tags: string;
  readonly details: string;
}

interface PartRow {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly modified_at: number;
  readonly checksum: string;
  readonly segments: string;
}

/** Multipart uploads under way and their parts. */
export class Uploads {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #bodies: Bodies;

  constructor({ store, clock, ids, bodies }: { store: Store; clock: Clock; ids: Ids; bodies: Bodies }) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    this.#bodies = bodies;
  }

  create({ bucket, key, tags, details, checksum }: Omit<Upload, 'id' | 'initiatedAt'>): Upload {
    const id = this.#ids.letters(UPLOAD_ID_CHARACTERS);
    const initiatedAt = this.#clock.now();
    this.#store.run(
      'INSERT INTO s3_uploads (id, bucket, key, initiated_at, tags, details) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      bucket,
      key,
      initiatedAt,
      JSON.stringify(tags),
      JSON.stringify({ details, checksum }),
    );
    return { id, bucket, key, initiatedAt, tags, details, checksum };
  }

  /** @throws AwsError NoSuchUpload, also when the upload is of another key */
  require(id: string | undefined, bucket: string, key: string | undefined): Upload {
    const row = this.#store.get<UploadRow>('SELECT * FROM s3_uploads WHERE id = ?', id ?? '');
    if (row?.bucket !== bucket || row.key !== key) throw noSuchUpload(id ?? '');
    return uploadOf(row);
  }

  /** Puts a part in place, instead of an earlier one of its number. Call it in a transaction. */
  putPart({ id }: Upload, part: Omit<Part, 'modifiedAt'>): Part {
    const replaced = this.#part(id, part.number);
    if (replaced) this.#bodies.release(replaced.segments);
    const modifiedAt = this.#clock.now();
    this.#store.run(
      'INSERT OR REPLACE INTO s3_parts (upload, number, size, etag, modified_at, checksum, segments) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      part.number,
      part.size,
      part.etag,
      modifiedAt,
      part.checksum,
      JSON.stringify(part.segments),
    );
    return { ...part, modifiedAt };
  }

  /** The parts after `past`, by number. */
  parts({ id }: Upload, past = 0, limit = -1): Part[] {
    return this.#store
      .all<PartRow>('SELECT * FROM s3_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?', id, past, limit)
      .map(partOf);
  }

  /**
   * Ends an upload, and lets go of its parts but for those whose bytes live on in an object. Call it in a transaction.
   *
   * @param kept numbers of the parts whose segments the caller takes over
   */
  remove(upload: Upload, kept: ReadonlySet<number> = new Set()): void {
    for (const part of this.parts(upload)) if (!kept.has(part.number)) this.#bodies.release(part.segments);
    this.#store.run('DELETE FROM s3_parts WHERE upload = ?', upload.id);
    this.#store.run('DELETE FROM s3_uploads WHERE id = ?', upload.id);
  }

  /** All uploads of a bucket, those of a key in the order of their ids. */
  inBucket(bucket: string): Source<Upload> {
    return {
      fetch: (position, end, limit) => this.#fetch(bucket, position, end, limit),
      keyOf: ({ key }) => key,
      after: ({ key, id }) => ({ from: key, past: id }),
    };
  }

  #fetch(bucket: string, { from, past }: Position, end: string | Uint8Array, limit: number): Upload[] {
    return this.#store
      .all<UploadRow>(
        `SELECT * FROM s3_uploads WHERE bucket = ? AND (key, id) > (?, ?) AND key < ? ORDER BY key, id LIMIT ?`,
        bucket,
        from,
        past ?? '',
        end,
        limit,
      )
      .map(uploadOf);
  }

  #part(upload: string, number: number): Part | undefined {
    const row = this.#store.get<PartRow>('SELECT * FROM s3_parts WHERE upload = ? AND number = ?', upload, number);
    return row && partOf(row);
  }
}

function uploadOf({ id, bucket, key, initiated_at, tags, details }: UploadRow): Upload {
  return { id, bucket, key, initiatedAt: initiated_at, tags: JSON.parse(tags), ...JSON.parse(details) };
}

function partOf({ number, size, etag, modified_at, checksum, segments }: PartRow): Part {
  return { number, size, etag, modifiedAt: modified_at, checksum, segments: JSON.parse(segments) };
}
