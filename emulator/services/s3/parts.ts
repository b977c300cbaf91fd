import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import type { Bodies } from './bodies/body-store.ts';
import type { Buckets } from './buckets/bucket-store.ts';
import type { BucketEvents } from './events.ts';
import type { Uploads } from './multipart/upload-store.ts';
import type { Objects } from './objects/object-store.ts';
import type { ObjectWriter } from './objects/writer.ts';
import type { Permissions } from './permissions.ts';

/** What S3 is made of; an operation takes the few it needs. */
export interface S3Parts {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly bodies: Bodies;
  readonly uploads: Uploads;
  readonly writer: ObjectWriter;
  readonly events: BucketEvents;
  readonly permissions: Permissions;
}
