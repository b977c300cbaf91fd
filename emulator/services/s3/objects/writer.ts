import type { Call } from '../../../door/operation.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Bodies, Received } from '../bodies/body-store.ts';
import type { Segment } from '../bodies/segment.ts';
import type { Bucket } from '../buckets/bucket.ts';
import type { Buckets } from '../buckets/bucket-store.ts';
import { checkWrite, type WriteConditions } from '../conditions.ts';
import type { BucketEvents, CreationReason } from '../events.ts';
import type { NewObject, ObjectVersion } from './object.ts';
import type { Objects } from './object-store.ts';

/** An object whose bytes are there, about to become the newest version of its key. */
export interface Write {
  readonly object: Omit<NewObject, 'segments'>;
  readonly conditions: WriteConditions;
  readonly reason: CreationReason;
  readonly call: Call;
}

export interface WriterDeps {
  readonly store: Store;
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly bodies: Bodies;
  readonly events: BucketEvents;
}

/** The last step of every operation that makes an object: conditions, version, bytes and event, in one transaction. */
export class ObjectWriter {
  readonly #deps: WriterDeps;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
  }

  /** Writes an object whose bytes were just received; they are dropped when it cannot be written. */
  received(write: Write, received: Received): ObjectVersion {
    const { bodies } = this.#deps;
    try {
      return this.commit(write, () => bodies.keep(received));
    } catch (error) {
      bodies.discard(received);
      throw error;
    }
  }

  /**
   * @param segments called within the transaction; answers segments that are counted as used already
   * @throws AwsError PreconditionFailed, NoSuchKey, NoSuchBucket
   */
  commit({ object, conditions, reason, call }: Write, segments: (bucket: Bucket) => readonly Segment[]): ObjectVersion {
    const { store, buckets, objects, events } = this.#deps;
    return store.transaction(() => {
      // Asked again: both may have changed while the body was on its way.
      const bucket = buckets.require(object.bucket);
      this.check(object, conditions);
      const version = objects.put(bucket, { ...object, segments: segments(bucket) });
      events.created(bucket, version, reason, call);
      return version;
    });
  }

  /** Asks the conditions of a write before its body is read. @throws AwsError PreconditionFailed, NoSuchKey */
  check({ bucket, key }: { bucket: string; key: string }, conditions: WriteConditions): void {
    if (conditions.IfMatch === undefined && conditions.IfNoneMatch === undefined) return;
    checkWrite(this.#deps.objects.current(bucket, key), key, conditions);
  }
}
