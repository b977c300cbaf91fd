import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Bodies } from '../bodies/body-store.ts';
import type { Bucket } from '../buckets/bucket.ts';
import { noSuchKey, noSuchVersion } from '../errors.ts';
import {
  type DeleteMarker,
  type NewObject,
  NULL_VERSION,
  type ObjectDetails,
  type ObjectVersion,
  type Version,
} from './object.ts';
import { type ObjectRow, versionOf } from './object-row.ts';

const VERSION_ID_CHARACTERS = 32;
const INSERT = `INSERT INTO s3_objects
  (bucket, key, version_id, latest, marker, size, etag, modified_at, tags, details, segments)
  VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?) RETURNING id`;

/** The versions of all objects. What writes is called in a transaction of the caller's. */
export class Objects {
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

  /** The newest version, which may be a delete marker. */
  latest(bucket: string, key: string): Version | undefined {
    const row = this.#store.get<ObjectRow>(
      'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND latest = 1',
      bucket,
      key,
    );
    return row && versionOf(row);
  }

  /** The version with that id, or without one the newest. */
  find(bucket: string, key: string, versionId?: string): Version | undefined {
    if (versionId === undefined) return this.latest(bucket, key);
    const row = this.#store.get<ObjectRow>(
      'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND version_id = ?',
      bucket,
      key,
      versionId,
    );
    return row && versionOf(row);
  }

  /** The current object of a key; undefined where there is none or it is deleted. */
  current(bucket: string, key: string): ObjectVersion | undefined {
    const version = this.latest(bucket, key);
    return version?.isDeleteMarker ? undefined : version;
  }

  /** @throws AwsError NoSuchKey, NoSuchVersion */
  require(bucket: string, key: string, versionId?: string): Version {
    const version = this.find(bucket, key, versionId);
    if (version) return version;
    throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  }

  /** Makes `object` the newest version of its key; where versioning is not enabled it replaces the null version. */
  put(bucket: Bucket, object: NewObject): ObjectVersion {
    const versionId = this.#makeRoom(bucket, object.key);
    const modifiedAt = wholeSeconds(this.#clock.now());
    const row = this.#store.get<{ id: number }>(
      INSERT,
      object.bucket,
      object.key,
      versionId,
      0,
      object.size,
      object.etag,
      modifiedAt,
      JSON.stringify(object.tags),
      JSON.stringify(object.details),
      JSON.stringify(object.segments),
    );
    return { ...object, id: row?.id ?? 0, versionId, isLatest: true, isDeleteMarker: false, modifiedAt };
  }

  /** Puts a delete marker on top of the key's versions. */
  mark(bucket: Bucket, key: string): DeleteMarker {
    const versionId = this.#makeRoom(bucket, key);
    const modifiedAt = wholeSeconds(this.#clock.now());
    const row = this.#store.get<{ id: number }>(
      INSERT,
      bucket.name,
      key,
      versionId,
      1,
      0,
      '',
      modifiedAt,
      '{}',
      '{}',
      '[]',
    );
    const id = row?.id ?? 0;
    return { id, bucket: bucket.name, key, versionId, isLatest: true, isDeleteMarker: true, modifiedAt };
  }

  /** Removes a version for good; the next older one becomes current. */
  remove(version: Version): void {
    this.#store.run('DELETE FROM s3_objects WHERE id = ?', version.id);
    if (!version.isDeleteMarker) this.#bodies.release(version.segments);
    if (!version.isLatest) return;
    this.#store.run(
      `UPDATE s3_objects SET latest = 1, superseded_at = NULL
       WHERE id = (SELECT max(id) FROM s3_objects WHERE bucket = ? AND key = ?)`,
      version.bucket,
      version.key,
    );
  }

  setTags({ id }: ObjectVersion, tags: ObjectVersion['tags']): void {
    this.#store.run('UPDATE s3_objects SET tags = ? WHERE id = ?', JSON.stringify(tags), id);
  }

  setDetails({ id }: ObjectVersion, details: ObjectDetails): void {
    this.#store.run('UPDATE s3_objects SET details = ? WHERE id = ?', JSON.stringify(details), id);
  }

  /** Takes the current version off the top, or out, and answers the id of the one that comes. */
  #makeRoom({ name, settings }: Bucket, key: string): string {
    const enabled = settings.versioning === 'Enabled';
    if (!enabled) {
      const replaced = this.find(name, key, NULL_VERSION);
      if (replaced) {
        this.#store.run('DELETE FROM s3_objects WHERE id = ?', replaced.id);
        if (!replaced.isDeleteMarker) this.#bodies.release(replaced.segments);
      }
      if (!settings.versioning) return NULL_VERSION;
    }
    this.#store.run(
      'UPDATE s3_objects SET latest = 0, superseded_at = ? WHERE bucket = ? AND key = ? AND latest = 1',
      this.#clock.now(),
      name,
      key,
    );
    return enabled ? this.#ids.letters(VERSION_ID_CHARACTERS) : NULL_VERSION;
  }
}

/** S3 knows the time of a write to the second. */
const wholeSeconds = (milliseconds: number) => Math.floor(milliseconds / 1_000) * 1_000;
