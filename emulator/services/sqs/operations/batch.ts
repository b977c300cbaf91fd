import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../door/errors.ts';

/** Does each entry of a batch; what one entry does wrong is its own answer and holds up no other. */
export function inBatch<Entry extends { readonly Id: string }, Result>(
  entries: readonly Entry[],
  one: (entry: Entry) => Result,
): { Successful: Result[]; Failed: BatchResultErrorEntry[] } {
  const Successful: Result[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push(one(entry));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: error.fault === 'client' });
    }
  }
  return { Successful, Failed };
}
