import type { Counts, LedgerRow } from '../../shared/ledger/ledger.ts';

/** What became of a batch. */
export type BatchOutcome =
  | {
      readonly status: 'completed';
      readonly count: number;
      /** How many logs there are of each level. */
      readonly levels: Readonly<Record<string, number>>;
      readonly setAsideCount: number;
      readonly archiveKey: string;
      readonly archiveBytes: number;
    }
  | {
      /** `rejected` when the batch is at fault, `failed` when we are. */
      readonly status: 'rejected' | 'failed';
      readonly setAsideCount: number;
      readonly errorCode: string;
      readonly errorMessage: string;
    };

/** A row of the table of batches. Times are ISO 8601, UTC. */
export type BatchRow = LedgerRow &
  BatchOutcome & {
    readonly batchId: string;
    readonly receivedAt: string;
    readonly processedAt: string;
    readonly correlationId: string;
    /** Seconds since 1970, after which DynamoDB forgets the row. */
    readonly expiresAt: number;
  };

/** Logs are counted, in all and by level; beside them their batches. */
export function batchCounts(outcome: BatchOutcome): Counts {
  const { status, setAsideCount } = outcome;
  const batch = { batches: 1, ...(setAsideCount > 0 && { setAside: setAsideCount }) };
  if (outcome.status !== 'completed') return { ...batch, [`${status}Batches`]: 1 };
  const levels = Object.entries(outcome.levels).map(([level, count]) => [level.toLowerCase(), count] as const);
  return { ...batch, ...Object.fromEntries(levels), total: outcome.count, bytes: outcome.archiveBytes };
}
