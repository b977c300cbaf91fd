import type { ScanCommandInput, ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { attributesIn } from '../access.ts';
import { ValidationError } from '../errors.ts';
import { Bindings } from '../expressions/bindings.ts';
import { contains, continueAfter, EVERYTHING, type KeyRange, segmentRange } from '../keys/range.ts';
import { refuseLoneOperator } from '../legacy/conditions.ts';
import { SCAN_SEGMENTS } from '../limits.ts';
import { keyOf, readPage } from '../reads/page.ts';
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

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan = ({ tables, items, access }: Parts) =>
  operation<ScanCommandInput, Omit<ScanCommandOutput, '$metadata'>>({
    name: 'Scan',
    access: (input) => [
      access.table('Scan', input.TableName, {
        index: input.IndexName,
        attributes: [
          ...(input.AttributesToGet ?? []),
          ...attributesIn(input.ExpressionAttributeNames, input.FilterExpression, input.ProjectionExpression),
        ],
        select: input.Select,
        returnConsumedCapacity: input.ReturnConsumedCapacity,
      }),
    ],
    run(input) {
      verify(input);
      const { FilterExpression, ProjectionExpression } = input;
      const bindings = new Bindings(input, { FilterExpression, ProjectionExpression });
      const expressions = compileReadExpressions(input, input.ScanFilter, bindings);
      const start = parseStartKey(input);
      const table = tables.require(input.TableName ?? '');
      const index = requireIndex(table, input);
      if (start) checkStartKey(table, index, start);
      const segment = rangeOf(input);
      const range = start ? rangeAfter(segment, table, index, start, input) : segment;
      const page = readPage(items, { ...pageRequestOf(input, table, index, expressions), range, forward: true });
      return reportPage(page, input.ReturnConsumedCapacity);
    },
  });

function verify(input: ScanCommandInput): void {
  const { AttributesToGet, ScanFilter, ConditionalOperator, Segment, TotalSegments } = input;
  const { ProjectionExpression, FilterExpression } = input;
  new Constraints()
    .atLeast('limit', input.Limit, 1)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .atLeast('totalSegments', TotalSegments, 1)
    .atMost('totalSegments', TotalSegments, SCAN_SEGMENTS)
    .tableName(input.TableName)
    .oneOf('select', input.Select, SELECT)
    .atLeast('segment', Segment, 0)
    .indexName(input.IndexName)
    .verify();
  refuseMixture({ AttributesToGet, ScanFilter, ConditionalOperator }, { ProjectionExpression, FilterExpression });
  refuseLoneOperator(ConditionalOperator, ScanFilter);
  checkSegments(Segment, TotalSegments);
  checkSelect(input, 'Scanning');
}

function checkSegments(segment: number | undefined, total: number | undefined): void {
  if (segment !== undefined && total === undefined) {
    throw new ValidationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment === undefined && total !== undefined) {
    throw new ValidationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (segment !== undefined && total !== undefined && segment >= total) {
    throw new ValidationError(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
}

const rangeOf = ({ Segment, TotalSegments }: ScanCommandInput): KeyRange =>
  Segment === undefined || TotalSegments === undefined ? EVERYTHING : segmentRange(Segment, TotalSegments);

function rangeAfter(
  range: KeyRange,
  table: Table,
  index: Index | undefined,
  start: Item,
  { Segment, TotalSegments }: ScanCommandInput,
): KeyRange {
  const key = keyOf(table, index, start);
  if (!key) throw new ValidationError(INVALID_START_KEY);
  if (!contains(range, key)) {
    throw new ValidationError(
      `${INVALID_START_KEY}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ` +
        `TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    );
  }
  return continueAfter(range, key, true);
}
