import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Cancel } from '../../../runtime/clock.ts';
import type { Bucket } from '../buckets/bucket.ts';
import { deleteObjectVersion } from '../objects/delete.ts';
import { isProtected } from '../objects/lock.ts';
import type { Version } from '../objects/object.ts';
import { allVersions } from '../objects/sources.ts';
import { walk } from '../objects/walk.ts';
import type { S3Parts } from '../parts.ts';
import { concerns, dueAfterDays, enabledRules, expiresAt } from './rules.ts';

const DAY_MILLISECONDS = 86_400_000;
const PAGE_ENTRIES = 1_000;

type Deps = Pick<S3Parts, 'clock' | 'store' | 'buckets' | 'objects' | 'uploads' | 'events'>;

/**
 * Carries out what lifecycle rules expire, at each midnight UTC, as S3 does: current and noncurrent versions, delete
 * markers that are all that is left of a key, and uploads that were never completed. Transitions to other storage
 * classes are kept in the configuration but not carried out.
 */
export class Expiry {
  readonly #deps: Deps;
  #cancel: Cancel | undefined;
  #run: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @param onFault told of what goes wrong in a run that nobody waits for */
  start(onFault: (error: unknown) => void): void {
    const { clock } = this.#deps;
    const midnight = (Math.floor(clock.now() / DAY_MILLISECONDS) + 1) * DAY_MILLISECONDS;
    this.#cancel = clock.at(midnight, () => {
      this.#run = this.#run.then(() => this.run()).catch(onFault);
      this.start(onFault);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#run;
  }

  /** Expires what is due now. Between pages other work has its turn. */
  async run(): Promise<void> {
    for (const bucket of this.#deps.buckets.list()) {
      const rules = enabledRules(bucket);
      if (rules.length === 0) continue;
      await this.#expireVersions(bucket, rules);
      this.#abortUploads(bucket, rules);
    }
  }

  async #expireVersions(bucket: Bucket, rules: readonly LifecycleRule[]): Promise<void> {
    const source = allVersions(this.#deps.store, bucket.name);
    let start: { from: string; past?: string | number } = { from: '' };
    const newer = new NewerVersions();
    for (let more = true; more && !this.#stopped; ) {
      const page = walk(source, { prefix: '', delimiter: '', start, limit: PAGE_ENTRIES });
      const rows = page.entries.flatMap(({ row }) => (row ? [row] : []));
      this.#deps.store.transaction(() => {
        for (const version of rows) this.#consider(bucket, rules, version, newer.countOf(version));
      });
      const last = rows.at(-1);
      more = page.truncated && last !== undefined;
      if (last) start = source.after(last);
      await nextTurn();
    }
  }

  /** @param newer how many noncurrent versions of the key are newer than this one */
  #consider(bucket: Bucket, rules: readonly LifecycleRule[], version: Version, newer: number): void {
    const now = this.#deps.clock.now();
    if (!rules.some((rule) => concerns(rule, version) && this.#isDue(rule, version, newer, now))) return;
    if (!version.isDeleteMarker && isProtected(version.details.lock, now, false) && removes(bucket, version)) return;
    const versionId = version.isLatest && !version.isDeleteMarker ? undefined : version.versionId;
    deleteObjectVersion(this.#deps, bucket, { key: version.key, versionId, cause: 'lifecycle' });
  }

  #isDue(rule: LifecycleRule, version: Version, newer: number, now: number): boolean {
    const { NoncurrentVersionExpiration: noncurrent, Expiration } = rule;
    if (!version.isLatest) {
      if (noncurrent?.NoncurrentDays === undefined || newer < (noncurrent.NewerNoncurrentVersions ?? 0)) return false;
      return dueAfterDays(this.#supersededAt(version), noncurrent.NoncurrentDays) <= now;
    }
    if (!version.isDeleteMarker) return (expiresAt(rule, version) ?? Number.POSITIVE_INFINITY) <= now;
    // An age removes a lonely marker too, as ExpiredObjectDeleteMarker does at once.
    const due = Expiration?.ExpiredObjectDeleteMarker ? 0 : expiresAt(rule, version);
    return due !== undefined && due <= now && this.#isAlone(version);
  }

  #supersededAt({ id, modifiedAt }: Version): number {
    const row = this.#deps.store.get<{ at: number | null }>(
      'SELECT superseded_at AS at FROM s3_objects WHERE id = ?',
      id,
    );
    return row?.at ?? modifiedAt;
  }

  #isAlone({ bucket, key }: Version): boolean {
    const sql = 'SELECT count(*) AS versions FROM s3_objects WHERE bucket = ? AND key = ?';
    return this.#deps.store.get<{ versions: number }>(sql, bucket, key)?.versions === 1;
  }

  #abortUploads(bucket: Bucket, rules: readonly LifecycleRule[]): void {
    const { clock, store, uploads } = this.#deps;
    const source = uploads.inBucket(bucket.name);
    const { entries } = walk(source, { prefix: '', delimiter: '', start: { from: '' }, limit: PAGE_ENTRIES });
    for (const { row: upload } of entries) {
      const due = rules.some((rule) => {
        const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
        return (
          upload &&
          days !== undefined &&
          concerns(rule, upload) &&
          dueAfterDays(upload.initiatedAt, days) <= clock.now()
        );
      });
      if (upload && due) store.transaction(() => uploads.remove(upload));
    }
  }
}

/** Whether expiring the version would take its bytes away, not only put a marker over it. */
const removes = ({ settings }: Bucket, { isLatest }: Version) => !isLatest || !settings.versioning;

/** Counts noncurrent versions while a walk goes through keys, newest version first. */
class NewerVersions {
  #key = '';
  #count = 0;

  countOf({ key, isLatest }: Version): number {
    if (key !== this.#key) this.#count = 0;
    this.#key = key;
    const newer = this.#count;
    if (!isLatest) this.#count += 1;
    return newer;
  }
}
