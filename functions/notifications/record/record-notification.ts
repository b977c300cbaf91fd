import type { Ledger } from '../../shared/ledger/ledger.ts';
import { settle } from '../../shared/ledger/settle.ts';
import {
  type NotificationFacts,
  type NotificationOutcome,
  type NotificationRow,
  notificationCounts,
} from './notification-row.ts';

export interface RecordPorts {
  readonly ledger: Ledger<NotificationRow>;
  now(): Date;
}

export interface RecordRequest {
  readonly notificationId: string;
  readonly requestId: string;
  /** When it was claimed for the first time. */
  readonly createdAt: string;
  readonly facts: NotificationFacts;
  readonly outcome: NotificationOutcome;
  readonly processedBy: string;
  readonly correlationId: string;
}

export interface Recorded {
  readonly status: NotificationOutcome['status'];
  /** Whether this execution is the one to tell the world. */
  readonly news: boolean;
}

/**
 * Writes down what became of a notification and counts it, exactly once however often it is asked.
 *
 * @throws TooMuchContentionError
 */
export async function recordNotification(request: RecordRequest, ports: RecordPorts): Promise<Recorded> {
  const { kind } = await settle(request.notificationId, rowOf(request, ports.now()), ports.ledger);
  return { status: request.outcome.status, news: kind !== 'known' };
}

function rowOf({ facts, outcome, ...request }: RecordRequest, now: Date): NotificationRow {
  const time = now.toISOString();
  return {
    ...request,
    ...facts,
    ...outcome,
    processedAt: time,
    lastModified: time,
    counted: notificationCounts(outcome, facts),
  };
}
