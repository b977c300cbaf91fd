import type { RejectionReason } from '../../../events/rejection-reason.ts';
import { listShard } from '../../shared/ledger/shards.ts';
import { rejectionReason } from '../../shared/rejection.ts';
import type { Notification } from '../notification.ts';
import { notificationIdOf, requestIdOf as requestIdOfKey } from '../notification-ids.ts';
import { type OpenedMessage, openMessage, type QueueMessage, unopened } from './open-message.ts';
import { readNotification } from './read-notification.ts';
import { checkRecipient, readRecipients } from './read-recipients.ts';
import { subjectOf } from './subject.ts';

/** Who is to be told what. The same message makes the same plan, ids included. */
export interface Plan {
  readonly requestId: string;
  /** The event that asked, or the message of the queue. */
  readonly eventId: string;
  readonly correlationId: string;
  readonly actor: string;
  /** Null when it cannot be told. */
  readonly notification: (Notification & { readonly subject: string }) | null;
  /** When it cannot, the beginning of what was sent, for somebody to recognize it by. */
  readonly request: string | null;
  /** One entry for each, and one for nobody when the request itself is at fault, so that this too is written down. */
  readonly recipients: readonly PlannedRecipient[];
}

export interface PlannedRecipient {
  readonly notificationId: string;
  readonly listShard: string;
  readonly recipient: string | null;
  /** Why this one cannot be told; null when nothing speaks against it. */
  readonly reason: RejectionReason | null;
}

/** Reads a message of the queue. What is wrong with it is part of the plan, not an error. */
export function planNotifications(queued: QueueMessage): Plan {
  let message = unopened(queued);
  try {
    message = openMessage(queued);
    const notification = readNotification(message.data);
    const recipients = readRecipients(message.data);
    return {
      ...originOf(message),
      notification: { ...notification, subject: subjectOf(notification) },
      request: null,
      recipients: recipients.map((recipient) => planRecipient(requestIdOf(message), recipient)),
    };
  } catch (error) {
    const reason = rejectionReason(error);
    if (!reason) throw error;
    const requestId = requestIdOf(message);
    const nobody = { notificationId: requestId, listShard: listShard(requestId), recipient: null, reason };
    return { ...originOf(message), notification: null, request: beginningOf(queued.body), recipients: [nobody] };
  }
}

function originOf(message: OpenedMessage) {
  const { eventId, correlationId, actor } = message;
  return { requestId: requestIdOf(message), eventId, correlationId, actor };
}

function planRecipient(requestId: string, value: unknown): PlannedRecipient {
  const identified = (name: unknown) => {
    const notificationId = notificationIdOf(requestId, name);
    return { notificationId, listShard: listShard(notificationId) };
  };
  try {
    const recipient = checkRecipient(value);
    return { ...identified(recipient), recipient, reason: null };
  } catch (error) {
    const reason = rejectionReason(error);
    if (!reason) throw error;
    return { ...identified(value), recipient: null, reason };
  }
}

const MAX_REQUEST_CHARACTERS = 1_000;

function beginningOf(body: string): string {
  return body.slice(0, MAX_REQUEST_CHARACTERS).toWellFormed();
}

function requestIdOf({ idempotencyKey }: OpenedMessage): string {
  return requestIdOfKey(idempotencyKey);
}
