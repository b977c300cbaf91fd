import type { Call } from '../../door/operation.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Bucket } from './buckets/bucket.ts';
import type { ObjectVersion, Version } from './objects/object.ts';

/** Which call made an object. */
export type CreationReason = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** Who is behind an event: a call, or S3 itself for a lifecycle rule. */
export type Cause = Call | 'lifecycle';

interface Common<V extends Version> {
  readonly bucket: Bucket;
  readonly version: V;
  /** Hexadecimal digits that order what happens to a key; only with creations and deletions. */
  readonly sequencer?: string;
}

/** Something that happened to an object. */
export type Happening =
  | (Common<ObjectVersion> & { readonly kind: 'created'; readonly reason: CreationReason; readonly cause: Call })
  | (Common<Version> & { readonly kind: 'deleted'; readonly marked: boolean; readonly cause: Cause })
  | (Common<ObjectVersion> & { readonly kind: 'tagged'; readonly change: 'Added' | 'Deleted'; readonly cause: Call });

/** Somebody who is told; called within the transaction that makes the change. */
export type Listener = (happening: Happening) => void;

/**
 * Tells what happens to objects. Call these in the transaction that makes the change: what listeners write is stored
 * with it or not at all.
 */
export class BucketEvents {
  readonly #clock: Clock;
  readonly #listeners: readonly Listener[];
  #lastTime = 0;
  #count = 0;

  constructor({ clock, listeners }: { clock: Clock; listeners: readonly Listener[] }) {
    this.#clock = clock;
    this.#listeners = listeners;
  }

  created(bucket: Bucket, version: ObjectVersion, reason: CreationReason, cause: Call): void {
    this.#tell(bucket, () => ({ kind: 'created', bucket, version, reason, cause, sequencer: this.#sequencer() }));
  }

  /** @param version what was removed, or the delete marker that was made */
  deleted(bucket: Bucket, version: Version, kind: 'removed' | 'marked', cause: Cause): void {
    const marked = kind === 'marked';
    this.#tell(bucket, () => ({ kind: 'deleted', bucket, version, marked, cause, sequencer: this.#sequencer() }));
  }

  tagged(bucket: Bucket, version: ObjectVersion, change: 'Added' | 'Deleted', cause: Call): void {
    this.#tell(bucket, () => ({ kind: 'tagged', bucket, version, change, cause }));
  }

  #tell(bucket: Bucket, happening: () => Happening): void {
    if (!bucket.settings.notification) return;
    const what = happening();
    for (const listener of this.#listeners) listener(what);
  }

  /** Of equal length, and sorting in the order of the changes. */
  #sequencer(): string {
    const now = Math.max(this.#clock.now(), this.#lastTime);
    this.#count = now === this.#lastTime ? this.#count + 1 : 0;
    this.#lastTime = now;
    return now.toString(16).padStart(12, '0') + this.#count.toString(16).padStart(6, '0');
  }
}
