import { accepted } from '../../shared/http/accepted.ts';
import { metadataOf } from '../../shared/http/action.ts';
import { once, type WritePorts } from '../../shared/http/idempotency.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { notificationIdOf, requestIdOf } from '../notification-ids.ts';
import { readNotification } from '../plan/read-notification.ts';
import { checkRecipient, readRecipients } from '../plan/read-recipients.ts';
import { requestNotificationRoute } from './route.ts';

export interface RequestNotificationPorts extends WritePorts {
  /** Of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** Sends Notification Requested; the detail is JSON. @returns the id of the event */
  send(detail: string): Promise<string>;
  now(): Date;
}

/**
 * Takes a request over HTTP. Whatever the workflow would refuse is refused here already, because whoever asks waits for the answer.
 *
 * @throws RequestRejectedError
 */
export async function requestNotification(
  request: RequestOf<typeof requestNotificationRoute>,
  ports: RequestNotificationPorts,
) {
  const { recipient, recipients, ...content } = request.body;
  const named = recipient === undefined && recipients === undefined ? request.caller.userId : recipient;
  const distinct = readRecipients({ recipient: named, recipients }).map(checkRecipient);
  const data = { ...readNotification(content), recipients: distinct };
  return once(requestNotificationRoute.name, request, ports, async (idempotencyKey) => {
    const metadata = metadataOf(request, { id: ports.newId(), idempotencyKey, now: ports.now() });
    const eventId = await ports.send(JSON.stringify({ metadata, data }));
    const requestId = requestIdOf(idempotencyKey);
    const notifications = distinct.map((recipient) => ({ id: notificationIdOf(requestId, recipient), recipient }));
    const [only] = notifications;
    const outcome = notifications.length === 1 && only ? `/notifications/${only.id}` : '/notifications';
    const { correlationId } = request;
    return accepted({ eventId, correlationId, notifications, links: { outcome: `${ports.apiUrl}${outcome}` } });
  });
}
