import type { QueryCommandInput, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { attributesIn } from '../access.ts';
import { invalidParameter, ValidationError } from '../errors.ts';
import { Bindings } from '../expressions/bindings.ts';
import type { Condition } from '../expressions/condition.ts';
import { compileKeyCondition, type KeyCondition } from '../expressions/key-condition.ts';
import { keyAttributes } from '../keys/key-schema.ts';
import { contains, continueAfter, type KeyRange } from '../keys/range.ts';
import { refuseLoneOperator } from '../legacy/conditions.ts';
import { compileKeyConditions } from '../legacy/key-conditions.ts';
import { keyOf, readPage } from '../reads/page.ts';
import { type QueryRange, queryRange } from '../reads/query-range.ts';
import {
  checkSelect,
  checkStartKey,
  compileReadExpressions,
  INVALID_START_KEY,
  pageRequestOf,
  parseStartKey,
  requireIndex,
  SELECT,
} from '../reads/read-input.ts';
import { reportPage } from '../reads/report.ts';
import { Constraints, RETURN_CONSUMED_CAPACITY } from '../request/constraints.ts';
import { refuseMixture } from '../request/refuse-mixture.ts';
import type { Index, Table } from '../tables/table.ts';
import type { Item } from '../values/value.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query = ({ tables, items, access }: Parts) =>
  operation<QueryCommandInput, Omit<QueryCommandOutput, '$metadata'>>({
    name: 'Query',
    access: (input) => [
      access.table('Query', input.TableName, {
        index: input.IndexName,
        leadingKeys: partitionValues(tables.find(input.TableName ?? ''), input),
        attributes: [
          ...(input.AttributesToGet ?? []),
          ...attributesIn(
            input.ExpressionAttributeNames,
            input.KeyConditionExpression,
            input.FilterExpression,
            input.ProjectionExpression,
          ),
        ],
        select: input.Select,
        returnConsumedCapacity: input.ReturnConsumedCapacity,
      }),
    ],
    run(input) {
      verify(input);
      const { conditions, ...expressions } = compile(input);
      const start = parseStartKey(input);
      const table = tables.require(input.TableName ?? '');
      const index = requireIndex(table, input);
      if (start) checkStartKey(table, index, start);
      const key = (index ?? table).key;
      const selected = queryRange(key, conditions, index !== undefined);
      refuseKeyFilter(new Set(keyAttributes(key).map(({ name }) => name)), expressions.filter, input);
      const forward = input.ScanIndexForward ?? true;
      const range = start ? rangeAfter(selected, table, index, start, forward) : selected.range;
      const page = readPage(items, { ...pageRequestOf(input, table, index, expressions), range, forward });
      return reportPage(page, input.ReturnConsumedCapacity);
    },
  });

function verify(input: QueryCommandInput): void {
  new Constraints()
    .atLeast('limit', input.Limit, 1)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .tableName(input.TableName)
    .oneOf('select', input.Select, SELECT)
    .indexName(input.IndexName)
    .verify();
  const { AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions } = input;
  const { ProjectionExpression, FilterExpression, KeyConditionExpression } = input;
  refuseMixture(
    { AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions },
    { ProjectionExpression, FilterExpression, KeyConditionExpression },
  );
  if (KeyConditionExpression === undefined && !KeyConditions) {
    throw new ValidationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  refuseLoneOperator(ConditionalOperator, QueryFilter);
  checkSelect(input, 'Querying');
}

function compile(input: QueryCommandInput) {
  const { KeyConditionExpression, FilterExpression, ProjectionExpression } = input;
  const bindings = new Bindings(input, { FilterExpression, KeyConditionExpression, ProjectionExpression });
  const conditions = compileKeys(input, bindings);
  return { conditions, ...compileReadExpressions(input, input.QueryFilter, bindings) };
}

function compileKeys(input: QueryCommandInput, bindings: Bindings): readonly KeyCondition[] {
  if (input.KeyConditionExpression !== undefined) return compileKeyCondition(input.KeyConditionExpression, bindings);
  return compileKeyConditions(input.KeyConditions ?? {});
}

function refuseKeyFilter(keys: ReadonlySet<string>, filter: Condition | undefined, input: QueryCommandInput): void {
  const path = filter?.paths.find(([name]) => keys.has(String(name)));
  if (!path) return;
  if (input.QueryFilter) {
    throw invalidParameter(
      `QueryFilter can only contain non-primary key attributes: Primary key attribute: ${path[0]}`,
    );
  }
  throw new ValidationError(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${path[0]}`,
  );
}

function rangeAfter(
  { range, partition }: QueryRange,
  table: Table,
  index: Index | undefined,
  start: Item,
  forward: boolean,
): KeyRange {
  const key = keyOf(table, index, start);
  if (!key) throw new ValidationError(INVALID_START_KEY);
  if (!key.subarray(0, partition.length).equals(partition)) {
    throw new ValidationError('The provided starting key is outside query boundaries based on provided conditions');
  }
  if (!contains(range, key)) {
    throw new ValidationError('The provided starting key does not match the range key predicate');
  }
  return continueAfter(range, key, forward);
}

/** For policies: what the query asks of the partition key. A malformed query is refused later. */
function partitionValues(table: Table | undefined, input: QueryCommandInput) {
  const schema = input.IndexName === undefined ? table : table?.index(input.IndexName);
  const partition = new Set(schema?.key.partition.map(({ name }) => name));
  try {
    return compile(input).conditions.flatMap(({ name, condition }) =>
      partition.has(name) && condition.operator === '=' ? [{ ...condition.value }] : [],
    );
  } catch (error) {
    if (error instanceof ValidationError) return [];
    throw error;
  }
}
