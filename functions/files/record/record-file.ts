import type { BackOff } from '../../shared/back-off.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { TooMuchContentionError } from '../../shared/ledger/settle.ts';
import { difference } from '../../shared/ledger/transition.ts';
import { type FileFacts, type FilePlace, type FileRow, fileCounts, fileIdOf } from '../file-row.ts';

export interface FilePorts {
  readonly ledger: Ledger<FileRow>;
  /** What S3 says of an object now; undefined when there is none. */
  look(place: FilePlace): Promise<FileFacts | undefined>;
  readonly backOff: BackOff;
  /** A name that nobody else will ever have. */
  newId(): string;
  now(): Date;
}

/** For how long the row of a file that is gone stays: longer than EventBridge and a queue may hold an event back. */
const GONE_RETENTION_SECONDS = 14 * 24 * 60 * 60;

/** A key that is written again and again keeps several of us busy; whoever gives up here is handed the message again. */
const MAX_ATTEMPTS = 5;

/**
 * Brings the row of a file up to what S3 says now, and its counters with it.
 *
 * An event is taken for no more than a hint that something has changed, because events come twice, late, and in any order, and because
 * they do not say everything: when a version of an object is removed, an older one may come to light. What makes it exact is the order of
 * three steps: read the row, ask S3, write on the condition that the row is as it was read. Whoever asked S3 before the last change must
 * have read the row before the one who asked after it has written; so his write fails, and he looks again. For that, every look leaves
 * a mark in the row, also one that found nothing new.
 *
 * @throws TooMuchContentionError
 */
export async function recordFile(place: FilePlace, ports: FilePorts): Promise<FileRow['status']> {
  const fileId = fileIdOf(place);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const known = await ports.ledger.find(fileId);
    const facts = await ports.look(place);
    const row = rowOf(place, facts, ports);
    const change = difference(row.counted, known?.counted);
    if (await ports.ledger.replace(fileId, known, row, change)) return row.status;
    await ports.backOff(attempt);
  }
  throw new TooMuchContentionError(fileId);
}

function rowOf(place: FilePlace, facts: FileFacts | undefined, { now, newId }: FilePorts): FileRow {
  const time = now();
  const common = {
    ...place,
    fileId: fileIdOf(place),
    processedBy: newId(),
    lastModified: time.toISOString(),
    counted: fileCounts(place, facts),
  };
  if (facts) return { ...common, status: 'present', ...facts };
  return { ...common, status: 'gone', expiresAt: Math.floor(time.getTime() / 1000) + GONE_RETENTION_SECONDS };
}
