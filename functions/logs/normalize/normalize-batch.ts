import { LOG_LEVELS, type LogLevel } from '../../../events/log-level.ts';
import { MAX_SET_ASIDE_IN_EVENT } from '../../../events/set-aside.ts';
import { type Claim, checkIn } from '../../shared/claim-check.ts';
import type { ObjectStore } from '../../shared/object-store.ts';
import { type Rejected, rejectionReason } from '../../shared/rejection.ts';
import type { Log, LogBatch, SetAside } from '../log.ts';
import { PREFIXES } from '../prefixes.ts';
import { EntryRejectedError, MalformedLine, normalizeEntry } from './normalize-entry.ts';
import { BatchRejectedError, readBatch } from './read-batch.ts';

export interface NormalizePorts {
  readonly objects: ObjectStore;
  /** Where large batches come from, and where they wait for the next step. */
  readonly bucket: string;
  readonly limits: BatchLimits;
}

export interface BatchLimits {
  readonly maxBytes: number;
  readonly maxEntries: number;
}

export interface NormalizeRequest {
  readonly batchId: string;
  /** When the batch came in for the first time, ISO 8601. */
  readonly receivedAt: string;
  /** What the event carried: anything at all. */
  readonly data: unknown;
}

export interface SetAsideSummary {
  readonly count: number;
  readonly entries: Pick<SetAside, 'position' | 'reason'>[];
}

export type Normalized = { readonly setAside: SetAsideSummary } & (
  | {
      readonly outcome: 'accepted';
      readonly batch: Claim<LogBatch>;
      readonly count: number;
      readonly levels: Partial<Record<LogLevel, number>>;
    }
  | Rejected
);

/**
 * Makes logs of what was submitted, and sets aside, with its reason, what cannot be one. A batch of which nothing is left is rejected.
 *
 * @throws whatever the object store throws, except that the body of the batch is not there: that is a rejection
 */
export async function normalizeBatch(request: NormalizeRequest, ports: NormalizePorts): Promise<Normalized> {
  const batch: LogBatch = { logs: [], setAside: [] };
  try {
    sort(await readEntries(request.data, ports), request, batch);
  } catch (error) {
    const reason = rejectionReason(error);
    if (!reason) throw error;
    return { outcome: 'rejected', reason, setAside: summaryOf(batch) };
  }
  const place = { bucket: ports.bucket, key: `${PREFIXES.inTransit}${request.batchId}.json` };
  return {
    outcome: 'accepted',
    batch: await checkIn(batch, place, ports.objects),
    count: batch.logs.length,
    levels: levelsOf(batch.logs),
    setAside: summaryOf(batch),
  };
}

async function readEntries(data: unknown, { objects, bucket, limits }: NormalizePorts): Promise<unknown[]> {
  const entries = await readBatch(data, { objects, bucket, maxBytes: limits.maxBytes });
  if (entries.length === 0) throw new BatchRejectedError('EmptyBatch', 'there is no log in the batch');
  if (entries.length <= limits.maxEntries) return entries;
  throw new BatchRejectedError(
    'TooManyEntries',
    `${entries.length} logs in one batch; at most ${limits.maxEntries} are taken`,
  );
}

function sort(entries: unknown[], { batchId, receivedAt }: NormalizeRequest, { logs, setAside }: LogBatch): void {
  const received = new Date(receivedAt);
  for (const [position, entry] of entries.entries()) {
    try {
      logs.push(normalizeEntry(entry, { logId: logIdOf(batchId, position), receivedAt: received }));
    } catch (error) {
      if (!(error instanceof EntryRejectedError)) throw error;
      const reason = { code: error.code, message: error.message };
      setAside.push({ position, reason, entry: entry instanceof MalformedLine ? entry.text : (entry ?? null) });
    }
  }
  const [first] = setAside;
  if (first && logs.length === 0) {
    const all = entries.length === 1 ? '' : `none of ${entries.length} logs can be taken; the first: `;
    throw new BatchRejectedError('NoUsableEntry', `${all}${first.reason.message}`);
  }
}

const POSITION_DIGITS = 6;

/** Sorts like its position, so that the logs of a batch stay in their order. */
function logIdOf(batchId: string, position: number): string {
  return `${batchId}-${String(position).padStart(POSITION_DIGITS, '0')}`;
}

function levelsOf(logs: readonly Log[]): Partial<Record<LogLevel, number>> {
  const counts = LOG_LEVELS.map((level) => [level, logs.filter((log) => log.level === level).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function summaryOf({ setAside }: LogBatch): SetAsideSummary {
  const first = setAside.slice(0, MAX_SET_ASIDE_IN_EVENT);
  return { count: setAside.length, entries: first.map(({ position, reason }) => ({ position, reason })) };
}
