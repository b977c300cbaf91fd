import { z } from 'zod';

const response = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * What a target that reports batch item failures says of a batch: the identifiers of the failed records, none when all
 * went well, or `all` when the answer cannot be understood or names a record that the batch has not
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting).
 *
 * @param payload JSON of the answer
 * @param identifiers of the records in the batch
 */
export function failedItems(payload: string, identifiers: ReadonlySet<string>): ReadonlySet<string> | 'all' {
  const value = parsed(payload);
  if (value === undefined) return 'all';
  if (value === null) return new Set();
  const { success, data } = response.safeParse(value);
  if (!success) return 'all';
  const failed = (data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((identifier) => identifiers.has(identifier)) ? new Set(failed) : 'all';
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
