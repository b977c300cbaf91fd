import type { Counts, LedgerRow } from '../../shared/ledger/ledger.ts';
import { listShard } from '../../shared/ledger/shards.ts';
import type { Notification } from '../notification.ts';

/** What became of a notification to one recipient. */
export type NotificationOutcome =
  | { readonly status: 'sent'; readonly snsMessageId: string }
  | { readonly status: 'failed'; readonly errorCode: string; readonly errorMessage: string };

/** Of a request that makes no sense, what was to be told is not known, nor to whom. */
export interface NotificationFacts extends Partial<Notification> {
  readonly recipient?: string | undefined;
  /** The beginning of what was sent, when nothing else is known. */
  readonly request?: string | undefined;
}

/** A row of the table of notifications. Times are ISO 8601, UTC. */
export type NotificationRow = LedgerRow &
  NotificationFacts &
  NotificationOutcome & {
    readonly notificationId: string;
    readonly requestId: string;
    readonly createdAt: string;
    readonly processedAt: string;
    readonly correlationId: string;
  };

export function notificationCounts({ status }: NotificationOutcome, { priority }: NotificationFacts): Counts {
  return { total: 1, [status === 'sent' ? 'successful' : 'failed']: 1, ...(priority && { [priority]: 1 }) };
}

/** What lib/constructs/notifications/notification-table.ts lists notifications by. */
export function notificationIndexKeys({ notificationId, createdAt }: NotificationRow): Record<string, string> {
  return { listShard: listShard(notificationId), createdAtId: `${createdAt}#${notificationId}` };
}
