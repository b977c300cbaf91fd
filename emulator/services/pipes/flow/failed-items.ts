import { failedItems } from '../../event-sources/partial-failures.ts';
import type { SourceRecord } from '../sources/source-record.ts';
import type { Delivery } from '../targets/target.ts';

/**
 * The ids of records that a target did not take: those that a function or a machine names in `batchItemFailures`, or
 * those whose events a batch call refused. All of them when that cannot be told
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html#pipes-partial-batch-failure).
 *
 * @param count events that went to the target: not the number of records when an enrichment made more or fewer
 */
export function failedItemsOf(
  { failed, response }: Delivery,
  records: readonly SourceRecord[],
  count: number,
): ReadonlySet<string> {
  const all = new Set(records.map(({ id }) => id));
  if (response !== undefined && reports(response)) {
    const named = failedItems(response, all);
    return named === 'all' ? all : named;
  }
  if (!failed || failed.size === 0) return new Set();
  if (count !== records.length) return all;
  return new Set(records.flatMap(({ id }, index) => (failed.has(index) ? [id] : [])));
}

/** Any other answer means that all went well. */
function reports(response: string): boolean {
  try {
    const value: unknown = JSON.parse(response);
    return typeof value === 'object' && value !== null && 'batchItemFailures' in value;
  } catch {
    return false;
  }
}
