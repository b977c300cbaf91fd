import type { ImageRecords } from './image-records.ts';
import type { ImageOutcome, ImageRow, OriginalFacts } from './image-row.ts';
import { transition } from './transition.ts';

export interface RecordPorts {
  readonly records: ImageRecords;
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

/** More writers than this at one image in one moment are left to the retry of the state machine, which waits between attempts. */
const MAX_ATTEMPTS = 5;

/** Others write to the same image or counter, faster than we do; another attempt helps. */
export class TooMuchContentionError extends Error {
  override readonly name = 'TooMuchContentionError';

  constructor(imageId: string) {
    super(`the row of image ${imageId} or its counter changed under ${MAX_ATTEMPTS} attempts to write it`);
  }
}

/**
 * Writes down what became of an image and counts it, exactly once however often it is asked.
 *
 * @throws TooMuchContentionError
 */
export async function recordImage(request: RecordRequest, ports: RecordPorts): Promise<Recorded> {
  const row = rowOf(request, ports.now());
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const known = await ports.records.find(row.imageId);
    const next = transition(known, row);
    if (next.kind !== 'write') return { status: row.status, news: next.kind === 'written before' };
    if (await ports.records.replace(known, row, next.counters)) return { status: row.status, news: true };
  }
  throw new TooMuchContentionError(row.imageId);
}

function rowOf({ original, outcome, ...request }: RecordRequest, now: Date): ImageRow {
  const time = now.toISOString();
  const uploadedAt = sortableTime(request.uploadedAt) ?? time;
  return { ...request, ...original, ...outcome, uploadedAt, processedAt: time, lastModified: time };
}

/** Events give whole seconds, S3 gives milliseconds: lists are sorted by this text, so that it must always look the same. */
function sortableTime(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
