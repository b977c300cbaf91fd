import type { Ledger } from '../../shared/ledger/ledger.ts';
import { settle } from '../../shared/ledger/settle.ts';
import { sortableTime } from '../../shared/sortable-time.ts';
import { type ImageOutcome, type ImageRow, imageCounts, type OriginalFacts } from './image-row.ts';

export interface RecordPorts {
  readonly ledger: Ledger<ImageRow>;
  now(): Date;
}

export interface RecordRequest {
  readonly imageId: string;
  readonly original: OriginalFacts;
  /** When the object came into its bucket or, if nobody could say, when the event was sent. */
  readonly uploadedAt: string;
  readonly outcome: ImageOutcome;
  readonly processedBy: string;
  readonly correlationId: string;
}

export interface Recorded {
  readonly status: ImageOutcome['status'];
  /** Whether this execution is the one to tell the world. */
  readonly news: boolean;
}

/**
 * Writes down what became of an image and counts it, exactly once however often it is asked.
 *
 * @throws TooMuchContentionError
 */
export async function recordImage(request: RecordRequest, ports: RecordPorts): Promise<Recorded> {
  // An image that has a row is recorded again only when it was rejected, or by an execution that began at the same time.
  const { kind } = await settle(request.imageId, rowOf(request, ports.now()), ports.ledger, { likelyNew: true });
  return { status: request.outcome.status, news: kind !== 'known' };
}

function rowOf({ original, outcome, ...request }: RecordRequest, now: Date): ImageRow {
  const time = now.toISOString();
  return {
    ...request,
    ...original,
    ...outcome,
    uploadedAt: sortableTime(request.uploadedAt) ?? time,
    processedAt: time,
    lastModified: time,
    counted: imageCounts(outcome, original),
  };
}
