import { z } from 'zod';
import { iteratorExpired, ValidationError } from './errors.ts';
import { ITERATOR_MINUTES } from './limits.ts';

/**
 * Where to read on: at a record that was there when the iterator was made, or behind a record when there was none
 * further. A record that is named but gone has been trimmed.
 */
export type Position = { readonly at: number } | { readonly after: number };

export interface ShardIterator {
  readonly streamArn: string;
  readonly shardId: string;
  readonly position: Position;
  /** Epoch milliseconds. */
  readonly madeAt: number;
}

const contents = z.strictObject({
  shardId: z.string(),
  position: z.union([z.strictObject({ at: z.int() }), z.strictObject({ after: z.int() })]),
  madeAt: z.number(),
});

/** `<stream ARN>|1|<base64>`, as AWS's look. */
export function writeIterator({ streamArn, ...rest }: ShardIterator): string {
  return `${streamArn}|1|${Buffer.from(JSON.stringify(rest)).toString('base64')}`;
}

/** The stream that an iterator belongs to, expired or not. */
export const streamOfIterator = (text: string): string => text.split('|')[0] ?? '';

/**
 * @param now epoch milliseconds
 * @throws AwsError ValidationException, ExpiredIteratorException
 */
export function readIterator(text: string, now: number): ShardIterator {
  const { success, data } = contents.safeParse(decoded(text.split('|')[2] ?? ''));
  if (!success) throw new ValidationError('Invalid ShardIterator');
  if (now - data.madeAt > ITERATOR_MINUTES * 60_000) throw iteratorExpired();
  return { streamArn: streamOfIterator(text), ...data };
}

function decoded(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
