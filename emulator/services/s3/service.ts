import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Blobs } from '../../runtime/blobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Journal } from '../../runtime/journal.ts';
import type { ServiceEvents } from '../../runtime/service-events.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { Bodies } from './bodies/body-store.ts';
import { browserAccess } from './browser.ts';
import { Buckets } from './buckets/bucket-store.ts';
import { BucketEvents } from './events.ts';
import { Expiry } from './lifecycle/expiry.ts';
import { Uploads } from './multipart/upload-store.ts';
import { eventBridgeListener } from './notifications/event-bridge.ts';
import { Notifier } from './notifications/notifier.ts';
import { Objects } from './objects/object-store.ts';
import { ObjectWriter } from './objects/writer.ts';
import { allOperations } from './operations/index.ts';
import type { S3Parts } from './parts.ts';
import { Permissions } from './permissions.ts';
import { honouringExpiry } from './presigned.ts';
import { bucketResource } from './resources/bucket.ts';
import { bucketPolicyResource } from './resources/bucket-policy.ts';
import { MIGRATIONS } from './tables.ts';

export interface S3Deps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly trace: Trace;
  readonly journal: Journal;
  readonly door: Door;
  readonly identities: Identities;
  readonly serviceEvents: ServiceEvents;
}

const GAPS = [
  'Encryption with customer keys (SSE-C), access control lists beyond private ones, object annotations, event holds, access points and directory buckets answer NotImplemented, naming the header.',
  'The checksums XXHASH64, XXHASH3 and XXHASH128 are not computed and answer NotImplemented.',
  'Server-side encryption is kept and shown; bytes lie on this machine as they are.',
  'Lifecycle rules expire objects, versions, markers and uploads at midnight UTC; transitions are kept but not carried out, and an object written as GLACIER cannot be restored.',
  'Website endpoints, access logs, replication, inventory, analytics and metrics are not there.',
];

/** Amazon S3, general purpose buckets (https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html). */
export function createS3(deps: S3Deps): ServiceDefinition {
  const notifier = new Notifier(deps);
  const s3 = { ...assemble(deps, notifier), notifier, door: deps.door };
  const expiry = new Expiry(s3);
  return {
    name: 's3',
    signingName: 's3',
    sdk: '@aws-sdk/client-s3',
    protocol: 'rest-xml',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    accessDeniedCode: 'AccessDenied',
    operations: allOperations(s3).map(honouringExpiry(deps.clock)),
    browser: browserAccess({ ...deps, buckets: s3.buckets }),
    resources: [bucketResource(s3), bucketPolicyResource(s3)],
    gaps: GAPS,
    start() {
      expiry.start((error) => deps.trace.record({ kind: 'fault', at: deps.clock.now(), where: 's3 lifecycle', error }));
    },
    async stop() {
      await expiry.stop();
      s3.bodies.close();
    },
  };
}

function assemble(deps: S3Deps, notifier: Notifier): S3Parts {
  const { account, clock, ids, store, blobs, serviceEvents } = deps;
  store.migrate('s3', MIGRATIONS);
  const buckets = new Buckets({ store, clock, account });
  const bodies = new Bodies({ store, blobs });
  // Here and not at the start, when the port is open: what arrives is not in use yet either.
  bodies.sweep();
  const objects = new Objects({ store, clock, ids, bodies });
  const uploads = new Uploads({ store, clock, ids, bodies });
  const listeners = [eventBridgeListener({ account, serviceEvents }), notifier.listener];
  const events = new BucketEvents({ clock, listeners });
  const writer = new ObjectWriter({ store, buckets, objects, bodies, events });
  const permissions = new Permissions({ account, buckets });
  return { account, clock, ids, store, buckets, objects, bodies, uploads, writer, events, permissions };
}
