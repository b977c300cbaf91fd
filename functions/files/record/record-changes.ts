import { counterKey } from '../../shared/ledger/shards.ts';
import { type FilePlace, fileIdOf } from '../file-row.ts';
import { type FileChanges, placeIn } from './file-change.ts';

export interface ChangePorts {
  /** What the application calls each of its buckets, by name. */
  readonly buckets: Readonly<Record<string, string>>;
  record(place: FilePlace): Promise<unknown>;
  /** Told of each message that could not be taken. */
  failed(messageId: string, error: unknown): void;
}

/** The messages that are to come again: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** An event came from a bucket that is not the application's: a rule lets too much through. */
export class UnknownBucketError extends Error {
  override readonly name = 'UnknownBucketError';

  constructor(bucket: string) {
    super(`${bucket} is none of the application's buckets`);
  }
}

/**
 * Records the files that a batch of messages tells of, each once. Those of one counter go one after the other, for they would only be in
 * each other's way; messages that fail come again alone.
 */
export async function recordChanges({ Records }: FileChanges, ports: ChangePorts): Promise<BatchAnswer> {
  const done = new Map<string, Promise<unknown>>();
  const lastOfCounter = new Map<string, Promise<unknown>>();
  const recordOnce = (place: FilePlace): Promise<unknown> => {
    const fileId = fileIdOf(place);
    const known = done.get(fileId);
    if (known) return known;
    const counter = counterKey('files', fileId);
    const before = lastOfCounter.get(counter) ?? Promise.resolve();
    const work = before.catch(() => {}).then(() => ports.record(place));
    done.set(fileId, work);
    lastOfCounter.set(counter, work);
    return work;
  };
  const outcomes = await Promise.allSettled(
    Records.map(async ({ body }) => recordOnce(withName(placeIn(body), ports.buckets))),
  );
  const failures = Records.filter(({ messageId }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status !== 'rejected') return false;
    ports.failed(messageId, outcome.reason);
    return true;
  });
  return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

function withName(
  place: { readonly bucket: string; readonly key: string },
  buckets: ChangePorts['buckets'],
): FilePlace {
  const holds = buckets[place.bucket];
  if (!holds) throw new UnknownBucketError(place.bucket);
  return { ...place, holds };
}
