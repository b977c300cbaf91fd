import type { Account } from '../../../runtime/account.ts';
import { bucketArn } from '../arns.ts';
import type { Happening } from '../events.ts';
import { NULL_VERSION } from '../objects/object.ts';
import { ownerOf } from '../owner.ts';

/** The happening by the name that notifications use (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html). */
export function eventName(happening: Happening): string {
  if (happening.kind === 'created') return `s3:ObjectCreated:${CREATED[happening.reason]}`;
  if (happening.kind === 'tagged') return `s3:ObjectTagging:${happening.change === 'Added' ? 'Put' : 'Delete'}`;
  const group = happening.cause === 'lifecycle' ? 'LifecycleExpiration' : 'ObjectRemoved';
  return `s3:${group}:${happening.marked ? 'DeleteMarkerCreated' : 'Delete'}`;
}

const CREATED = {
  PutObject: 'Put',
  'POST Object': 'Post',
  CopyObject: 'Copy',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
} as const;

/**
 * What a function, queue or topic is sent
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). Keys are URL-encoded
 * there, with + for a space.
 *
 * @param at epoch milliseconds
 */
export function notificationMessage(
  happening: Happening,
  configurationId: string,
  at: number,
  account: Account,
): string {
  const { bucket, version, sequencer } = happening;
  const call = happening.cause === 'lifecycle' ? undefined : happening.cause;
  const record = {
    eventVersion: happening.kind === 'tagged' || !call ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: account.region,
    eventTime: new Date(at).toISOString(),
    eventName: eventName(happening).slice('s3:'.length),
    userIdentity: { principalId: call ? `AWS:${account.id}` : 's3.amazonaws.com' },
    requestParameters: { sourceIPAddress: call?.http?.sourceIp ?? '127.0.0.1' },
    responseElements: { 'x-amz-request-id': call?.requestId ?? '', 'x-amz-id-2': 'telar' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: ownerOf(account).ID },
        arn: bucketArn(account, bucket.name),
      },
      object: {
        key: new URLSearchParams([['', version.key]]).toString().slice(1).replace(/%2F/g, '/'),
        ...(version.isDeleteMarker ? {} : { size: version.size, eTag: version.etag }),
        ...(version.versionId === NULL_VERSION ? {} : { versionId: version.versionId }),
        ...(sequencer ? { sequencer } : {}),
      },
    },
  };
  return JSON.stringify({ Records: [record] });
}

/** What a queue or topic is sent when it becomes a destination. */
export const testMessage = (bucket: string, requestId: string, at: number): string =>
  JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(at).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: 'telar',
  });
