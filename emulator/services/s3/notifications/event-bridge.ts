import type { Account } from '../../../runtime/account.ts';
import type { ServiceEvents } from '../../../runtime/service-events.ts';
import { bucketArn } from '../arns.ts';
import type { Cause, Happening, Listener } from '../events.ts';
import { NULL_VERSION } from '../objects/object.ts';

/**
 * Tells the default bus about buckets that have EventBridge switched on
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html). Keys are not URL-encoded there.
 */
export const eventBridgeListener =
  ({ account, serviceEvents }: { account: Account; serviceEvents: ServiceEvents }): Listener =>
  (happening) => {
    const { name, settings } = happening.bucket;
    if (!settings.notification?.EventBridgeConfiguration) return;
    serviceEvents.publish({
      source: 'aws.s3',
      detailType: detailType(happening),
      resources: [bucketArn(account, name)],
      detail: {
        version: '0',
        bucket: { name },
        object: described(happening),
        ...requester(happening.cause, account),
        ...particulars(happening),
      },
    });
  };

function detailType(happening: Happening): string {
  if (happening.kind === 'tagged') return `Object Tags ${happening.change}`;
  return happening.kind === 'created' ? 'Object Created' : 'Object Deleted';
}

function described({ kind, version, sequencer }: Happening): Record<string, unknown> {
  return {
    key: version.key,
    ...(kind === 'created' ? { size: version.size } : {}),
    ...(version.isDeleteMarker ? {} : { etag: version.etag }),
    ...(version.versionId === NULL_VERSION ? {} : { 'version-id': version.versionId }),
    ...(sequencer ? { sequencer } : {}),
  };
}

function requester(cause: Cause, account: Account): Record<string, string> {
  if (cause === 'lifecycle') return { requester: 's3.amazonaws.com' };
  const { principal, http, requestId } = cause;
  return {
    'request-id': requestId,
    requester: principal.kind === 'service' ? principal.service : account.id,
    ...(http ? { 'source-ip-address': http.sourceIp } : {}),
  };
}

function particulars(happening: Happening): Record<string, string> {
  if (happening.kind === 'created') return { reason: happening.reason };
  if (happening.kind === 'tagged') return {};
  return {
    reason: happening.cause === 'lifecycle' ? 'Lifecycle Expiration' : 'DeleteObject',
    'deletion-type': happening.marked ? 'Delete Marker Created' : 'Permanently Deleted',
  };
}
