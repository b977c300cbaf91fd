import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { accessDenied, bucketNotEmpty, noSuchBucket } from '../errors.ts';
import type { Bucket, BucketSettings } from './bucket.ts';

interface BucketRow {
  readonly name: string;
  readonly created_at: number;
  readonly settings: string;
}

/** The buckets, kept in memory: every call looks at one. */
export class Buckets {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #account: Account;
  readonly #buckets = new Map<string, Bucket>();

  constructor({ store, clock, account }: { store: Store; clock: Clock; account: Account }) {
    this.#store = store;
    this.#clock = clock;
    this.#account = account;
    for (const row of store.all<BucketRow>('SELECT * FROM s3_buckets ORDER BY name')) {
      this.#buckets.set(row.name, bucketOf(row.name, row.created_at, JSON.parse(row.settings, reviveDates)));
    }
  }

  find(name: string | undefined): Bucket | undefined {
    return name === undefined ? undefined : this.#buckets.get(name);
  }

  /**
   * @param expectedOwner account id that the caller believes to own the bucket
   * @throws AwsError NoSuchBucket, AccessDenied
   */
  require(name: string | undefined, expectedOwner?: string): Bucket {
    const bucket = this.find(name);
    if (!bucket) throw noSuchBucket(name ?? '');
    if (expectedOwner !== undefined && expectedOwner !== this.#account.id) throw accessDenied();
    return bucket;
  }

  /** All buckets by name. */
  list(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  create(name: string, settings: BucketSettings): Bucket {
    const bucket = bucketOf(name, this.#clock.now(), settings);
    this.#store.run(
      'INSERT INTO s3_buckets (name, created_at, settings) VALUES (?, ?, ?)',
      name,
      bucket.createdAt,
      JSON.stringify(settings),
    );
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** Replaces the given settings; undefined removes one. */
  configure({ name, createdAt, settings: before }: Bucket, changes: BucketSettings): Bucket {
    const bucket = bucketOf(name, createdAt, { ...before, ...changes });
    this.#store.run('UPDATE s3_buckets SET settings = ? WHERE name = ?', JSON.stringify(bucket.settings), name);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** @throws AwsError BucketNotEmpty while there is a version or a delete marker in it */
  delete({ name }: Bucket): void {
    if (this.#store.get('SELECT 1 FROM s3_objects WHERE bucket = ? LIMIT 1', name)) throw bucketNotEmpty(name);
    this.#store.run('DELETE FROM s3_buckets WHERE name = ?', name);
    this.#buckets.delete(name);
  }
}

function bucketOf(name: string, createdAt: number, settings: BucketSettings): Bucket {
  return { name, createdAt, settings, policy: settings.policy === undefined ? undefined : JSON.parse(settings.policy) };
}

/** The members of bucket settings that are points in time: a lifecycle rule's `Date`. */
function reviveDates(name: string, value: unknown): unknown {
  return name === 'Date' && typeof value === 'string' ? new Date(value) : value;
}
