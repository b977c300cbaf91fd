import { BatchGetItemCommand, type BatchGetItemCommandOutput, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type BackOff, backOff } from '../back-off.ts';
import { counterKeys } from './shards.ts';

/** The counters of one domain, added up: 0 for names that were never counted. */
export type Totals = (name: string) => number;

const MAX_ATTEMPTS = 5;

/** DynamoDB did not give all counters in the end: the sum of some of them would be wrong. */
export class CountersNotReadError extends Error {
  override readonly name = 'CountersNotReadError';
}

/**
 * Reads the counters of domains in one request, whatever it is that they count. Up to six domains: a request may ask for 100 rows.
 *
 * @throws CountersNotReadError
 */
export async function readTotals<Domain extends string>(
  dynamo: DynamoDBClient,
  table: string,
  domains: readonly Domain[],
  wait: BackOff = backOff,
): Promise<(domain: Domain) => Totals> {
  const sums = new Map<string, Map<string, number>>();
  for (const { counter, ...numbers } of await readCounters(dynamo, table, domains.flatMap(counterKeys), wait)) {
    const [domain = ''] = counter.split('#');
    const sum = sums.get(domain) ?? new Map<string, number>();
    for (const [name, value] of Object.entries(numbers)) {
      if (typeof value === 'number') sum.set(name, (sum.get(name) ?? 0) + value);
    }
    sums.set(domain, sum);
  }
  return (domain) => (name) => sums.get(domain)?.get(name) ?? 0;
}

const counterRow = z.looseObject({ counter: z.string() });
type CounterRow = z.output<typeof counterRow>;

async function readCounters(
  dynamo: DynamoDBClient,
  table: string,
  keys: readonly string[],
  wait: BackOff,
): Promise<CounterRow[]> {
  const rows: CounterRow[] = [];
  let left: BatchGetItemCommandOutput['UnprocessedKeys'] = {
    [table]: { Keys: keys.map((counter) => marshall({ counter })) },
  };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await wait(attempt - 1);
    const answer: BatchGetItemCommandOutput = await dynamo.send(new BatchGetItemCommand({ RequestItems: left }));
    rows.push(...(answer.Responses?.[table] ?? []).map((item) => counterRow.parse(unmarshall(item))));
    left = answer.UnprocessedKeys ?? {};
    if (Object.keys(left).length === 0) return rows;
  }
  throw new CountersNotReadError(`some counters were not read in ${MAX_ATTEMPTS} attempts`);
}
