import type { Call } from '../../door/operation.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ServiceEvents } from '../../runtime/service-events.ts';
import { bucketArn } from './arns.ts';
import type { Bucket } from './buckets/bucket.ts';
import { NULL_VERSION, type ObjectVersion, type Version } from './objects/object.ts';

/** Which call made an object. */
export type CreationReason = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** Who is behind an event: a call, or S3 itself for a lifecycle rule. */
export type Cause = Call | 'lifecycle';

/**
 * What S3 tells the default bus about buckets that have EventBridge switched on
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html). Keys are not URL-encoded there. Call these in
 * the transaction that makes the change: the event is stored with it or not at all.
 */
export class BucketEvents {
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #events: ServiceEvents;
  #lastTime = 0;
  #count = 0;

  constructor({ account, clock, events }: { account: Account; clock: Clock; events: ServiceEvents }) {
    this.#account = account;
    this.#clock = clock;
    this.#events = events;
  }

  created(bucket: Bucket, object: ObjectVersion, reason: CreationReason, cause: Call): void {
    if (!isOn(bucket)) return;
    const sequencer = this.#sequencer();
    this.#publish(bucket, 'Object Created', cause, { ...described(object), size: object.size, sequencer }, { reason });
  }

  /** @param version what was removed, or the delete marker that was made */
  deleted(bucket: Bucket, version: Version, kind: 'removed' | 'marked', cause: Cause): void {
    if (!isOn(bucket)) return;
    this.#publish(
      bucket,
      'Object Deleted',
      cause,
      { ...described(version), sequencer: this.#sequencer() },
      {
        reason: cause === 'lifecycle' ? 'Lifecycle Expiration' : 'DeleteObject',
        'deletion-type': kind === 'marked' ? 'Delete Marker Created' : 'Permanently Deleted',
      },
    );
  }

  tagged(bucket: Bucket, object: ObjectVersion, change: 'Added' | 'Deleted', cause: Call): void {
    if (isOn(bucket)) this.#publish(bucket, `Object Tags ${change}`, cause, described(object), {});
  }

  #publish(
    { name }: Bucket,
    detailType: string,
    cause: Cause,
    object: Readonly<Record<string, unknown>>,
    extra: Readonly<Record<string, string>>,
  ): void {
    this.#events.publish({
      source: 'aws.s3',
      detailType,
      resources: [bucketArn(this.#account, name)],
      detail: { version: '0', bucket: { name }, object, ...this.#requester(cause), ...extra },
    });
  }

  #requester(cause: Cause): Record<string, string> {
    if (cause === 'lifecycle') return { requester: 's3.amazonaws.com' };
    const { principal, http, requestId } = cause;
    return {
      'request-id': requestId,
      requester: principal.kind === 'service' ? principal.service : this.#account.id,
      ...(http ? { 'source-ip-address': http.sourceIp } : {}),
    };
  }

  /** Hexadecimal digits, of equal length, that sort in the order of the changes. */
  #sequencer(): string {
    const now = Math.max(this.#clock.now(), this.#lastTime);
    this.#count = now === this.#lastTime ? this.#count + 1 : 0;
    this.#lastTime = now;
    return now.toString(16).padStart(12, '0') + this.#count.toString(16).padStart(6, '0');
  }
}

const isOn = ({ settings }: Bucket): boolean => settings.notification?.EventBridgeConfiguration !== undefined;

function described(version: Version): Record<string, unknown> {
  return {
    key: version.key,
    ...(version.isDeleteMarker ? {} : { etag: version.etag }),
    ...(version.versionId === NULL_VERSION ? {} : { 'version-id': version.versionId }),
  };
}
