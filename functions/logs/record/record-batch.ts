import type { Ledger } from '../../shared/ledger/ledger.ts';
import { settle } from '../../shared/ledger/settle.ts';
import { type BatchOutcome, type BatchRow, batchCounts } from './batch-row.ts';

export interface RecordPorts {
  readonly ledger: Ledger<BatchRow>;
  /** For how many seconds a row is kept after its batch came in. */
  readonly retentionSeconds: number;
  now(): Date;
}

export interface RecordRequest {
  readonly batchId: string;
  readonly receivedAt: string;
  readonly outcome: BatchOutcome;
  readonly processedBy: string;
  readonly correlationId: string;
}

export interface Recorded {
  readonly status: BatchOutcome['status'];
  /** Whether the world has to be told. */
  readonly news: boolean;
}

/**
 * Writes down what became of a batch and counts its logs, exactly once however often it is asked.
 *
 * An Express execution may vanish after this and before it has told anybody. So what is known remains news until a later step has
 * written into the row that it was announced.
 *
 * @throws TooMuchContentionError
 */
export async function recordBatch(request: RecordRequest, ports: RecordPorts): Promise<Recorded> {
  const { kind, known } = await settle(request.batchId, rowOf(request, ports), ports.ledger);
  return { status: request.outcome.status, news: kind !== 'known' || known?.announcedAt === undefined };
}

function rowOf({ outcome, ...request }: RecordRequest, { retentionSeconds, now }: RecordPorts): BatchRow {
  const time = now().toISOString();
  return {
    ...request,
    ...outcome,
    processedAt: time,
    lastModified: time,
    counted: batchCounts(outcome),
    expiresAt: Math.floor(Date.parse(request.receivedAt) / 1000) + retentionSeconds,
  };
}
