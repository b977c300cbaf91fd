import type { QueryCommandOutput, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { reportConsumption } from '../items/capacity.ts';
import type { Page } from './page.ts';

/** The answer of a query or scan. */
export function reportPage(
  page: Page,
  wanted: ReturnConsumedCapacity | undefined,
): Omit<QueryCommandOutput, '$metadata'> {
  const capacity = reportConsumption(wanted, page.consumption);
  return {
    ...(page.items ? { Items: page.items } : {}),
    Count: page.count,
    ScannedCount: page.scannedCount,
    ...(page.lastKey ? { LastEvaluatedKey: page.lastKey } : {}),
    ...(capacity ? { ConsumedCapacity: capacity } : {}),
  };
}
