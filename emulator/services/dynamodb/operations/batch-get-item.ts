import type { BatchGetItemCommandInput, BatchGetItemCommandOutput, KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { attributesIn } from '../access.ts';
import { ValidationError } from '../errors.ts';
import type { Projection } from '../expressions/projection.ts';
import { type Consistency, type Consumption, readUnits, reportAll } from '../items/capacity.ts';
import type { Items } from '../items/items.ts';
import { BATCH_GET_KEYS, BATCH_GET_RESPONSE_BYTES } from '../limits.ts';
import { Constraints, RETURN_CONSUMED_CAPACITY } from '../request/constraints.ts';
import { requireKey } from '../request/keys.ts';
import { prepareProjection } from '../request/projection.ts';
import type { Table } from '../tables/table.ts';
import { parseItem } from '../values/parse.ts';
import type { Item } from '../values/value.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem = ({ tables, items, access }: Parts) =>
  operation<BatchGetItemCommandInput, Omit<BatchGetItemCommandOutput, '$metadata'>>({
    name: 'BatchGetItem',
    access: (input) =>
      Object.entries(input.RequestItems ?? {}).map(([name, request]) =>
        access.table('BatchGetItem', name, {
          leadingKeys: request.Keys?.flatMap((key) => access.leadingKeys(name, key)) ?? [],
          attributes: [
            ...(request.Keys?.flatMap(Object.keys) ?? []),
            ...(request.AttributesToGet ?? []),
            ...attributesIn(request.ExpressionAttributeNames, request.ProjectionExpression),
          ],
        }),
      ),
    run(input) {
      verify(input);
      const requests = Object.entries(input.RequestItems ?? {}).map(([name, request]) => prepare(name, request));
      const lookups = requests.map((request) => bind(request, tables.require(request.name)));
      const { answers, unprocessed, consumptions } = readAll(items, lookups);
      const capacity = reportAll(input.ReturnConsumedCapacity, consumptions);
      return {
        Responses: answers,
        UnprocessedKeys: unprocessed,
        ...(capacity ? { ConsumedCapacity: capacity } : {}),
      };
    },
  });

function verify({ RequestItems, ReturnConsumedCapacity }: BatchGetItemCommandInput): void {
  const requests = Object.entries(RequestItems ?? {});
  if (requests.length === 0) throw new ValidationError('The requestItems parameter is required for BatchGetItem');
  const constraints = new Constraints().oneOf(
    'returnConsumedCapacity',
    ReturnConsumedCapacity,
    RETURN_CONSUMED_CAPACITY,
  );
  for (const [name, { Keys }] of requests) {
    const member = `requestItems.${name}.member.keys`;
    constraints.tableName(name, 'requestItems').required(member, Keys).length(member, Keys, 1, BATCH_GET_KEYS);
  }
  constraints.verify();
  const count = requests.reduce((sum, [, { Keys }]) => sum + (Keys?.length ?? 0), 0);
  if (count > BATCH_GET_KEYS) throw new ValidationError('Too many items requested for the BatchGetItem call');
}

/** What is asked of one table. */
interface Request {
  readonly name: string;
  readonly input: KeysAndAttributes;
  readonly keys: readonly Item[];
  readonly projection: Projection | undefined;
  readonly consistency: Consistency;
}

interface Lookup extends Request {
  readonly table: Table;
  readonly encoded: readonly Buffer[];
}

function prepare(name: string, input: KeysAndAttributes): Request {
  return {
    name,
    input,
    keys: (input.Keys ?? []).map((key) => parseItem(key)),
    projection: prepareProjection(input),
    consistency: input.ConsistentRead ? 'strong' : 'eventual',
  };
}

function bind(request: Request, table: Table): Lookup {
  const encoded = request.keys.map((key) => requireKey(table, key));
  if (new Set(encoded.map((key) => key.toString('latin1'))).size < encoded.length) {
    throw new ValidationError('Provided list of item keys contains duplicates');
  }
  return { ...request, table, encoded };
}

/** Reads until the answer is full; what is left then is unprocessed. */
function readAll(items: Items, lookups: readonly Lookup[]) {
  const answers: Record<string, Item[]> = {};
  const unprocessed: Record<string, KeysAndAttributes> = {};
  const consumptions: Consumption[] = [];
  let bytes = 0;
  for (const { name, input, keys, table, encoded, projection, consistency } of lookups) {
    const found: Item[] = [];
    answers[name] = found;
    for (const [at, key] of encoded.entries()) {
      const stored = items.get(table, key);
      bytes += stored?.sizeBytes ?? 0;
      if (bytes > BATCH_GET_RESPONSE_BYTES) {
        unprocessed[name] = { ...input, Keys: keys.slice(at) };
        break;
      }
      const tableUnits = readUnits(stored?.sizeBytes ?? 0, consistency);
      consumptions.push({ table, kind: 'Read', tableUnits, indexUnits: new Map() });
      if (stored) found.push(projection ? projection.apply(stored.item) : stored.item);
    }
  }
  return { answers, unprocessed, consumptions };
}
