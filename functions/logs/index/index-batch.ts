import type { BackOff } from '../../shared/back-off.ts';
import { redeem } from '../../shared/claim-check.ts';
import type { ObjectStore } from '../../shared/object-store.ts';
import type { BatchRequest } from '../batch-request.ts';
import { logBatch } from '../log.ts';
import { type LogIndex, MAX_ROWS_A_WRITE } from './log-index.ts';
import { type LogRow, logRow } from './log-row.ts';

export interface IndexPorts {
  readonly objects: ObjectStore;
  readonly index: LogIndex;
  readonly backOff: BackOff;
  /** For how many seconds a row is kept after its batch came in. */
  readonly retentionSeconds: number;
}

/** Writes at once: enough to hide the way to DynamoDB, and few enough to leave connections for others. */
const WRITERS = 8;

/** How often one write is tried with what was left of it: some 20 seconds in all. */
const MAX_ATTEMPTS = 10;

/** DynamoDB takes no more for now. What was written stays; another attempt writes it again, which changes nothing, and the rest. */
export class IndexThrottledError extends Error {
  override readonly name = 'IndexThrottledError';

  constructor(left: number) {
    super(`${left} rows of a write were not taken in ${MAX_ATTEMPTS} attempts`);
  }
}

/**
 * Writes a row for each log of a batch.
 *
 * @returns how many there are
 * @throws IndexThrottledError
 */
export async function indexBatch(request: BatchRequest, ports: IndexPorts): Promise<{ indexed: number }> {
  const { logs } = await redeem(request.batch, logBatch, ports.objects);
  const expiresAt = Math.floor(Date.parse(request.receivedAt) / 1000) + ports.retentionSeconds;
  const rows = logs.map((log, position) => logRow(log, { batchId: request.batchId, position, expiresAt }));
  const writes = chunks(rows, MAX_ROWS_A_WRITE);
  // The writers share one iterator: each takes the next write when it is through with its last.
  await Promise.all(Array.from({ length: WRITERS }, () => writeAll(writes, ports)));
  return { indexed: rows.length };
}

async function writeAll(writes: Iterable<readonly LogRow[]>, ports: IndexPorts): Promise<void> {
  for (const rows of writes) await writeUntilTaken(rows, ports);
}

async function writeUntilTaken(rows: readonly LogRow[], { index, backOff }: IndexPorts): Promise<void> {
  let left = await index.write(rows);
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === MAX_ATTEMPTS) throw new IndexThrottledError(left.length);
    await backOff(attempt);
    left = await index.write(left);
  }
}

function* chunks<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
