import type {
  AttributeValue,
  ConditionalOperator,
  Condition as ConditionInput,
  Select,
} from '@aws-sdk/client-dynamodb';
import { invalidParameter, ValidationError } from '../errors.ts';
import type { Bindings, BindingsInput } from '../expressions/bindings.ts';
import { type Condition, compileCondition } from '../expressions/condition.ts';
import type { Projection } from '../expressions/projection.ts';
import { keyAttributes } from '../keys/key-schema.ts';
import { compileFilter } from '../legacy/conditions.ts';
import { keyMismatch } from '../request/keys.ts';
import { compileWanted } from '../request/projection.ts';
import type { Index, Table } from '../tables/table.ts';
import { parseItem } from '../values/parse.ts';
import { attributeOf, type Item } from '../values/value.ts';
import type { PageRequest } from './page.ts';

/** What Query and Scan have in common. */
export interface ReadInput extends BindingsInput {
  readonly TableName: string | undefined;
  readonly IndexName?: string | undefined;
  readonly Select?: Select | undefined;
  readonly ConsistentRead?: boolean | undefined;
  readonly Limit?: number | undefined;
  readonly ExclusiveStartKey?: Readonly<Record<string, AttributeValue>> | undefined;
  readonly FilterExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
  readonly ConditionalOperator?: ConditionalOperator | undefined;
}

export const SELECT = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'];

/** @param legacy `QueryFilter` or `ScanFilter` */
export function compileReadExpressions(
  input: ReadInput,
  legacy: Readonly<Record<string, ConditionInput>> | undefined,
  bindings: Bindings,
): ReadExpressions {
  const { FilterExpression: expression, ConditionalOperator: operator } = input;
  const filter =
    expression === undefined
      ? legacy && compileFilter(legacy, operator)
      : compileCondition('FilterExpression', expression, bindings);
  const wanted = compileWanted(input, bindings);
  bindings.refuseUnused();
  return { filter, wanted };
}

/** Refuses a `Select` that contradicts the rest of the request. */
export function checkSelect(input: ReadInput, verb: 'Querying' | 'Scanning'): void {
  const { Select: select, ProjectionExpression, AttributesToGet, IndexName } = input;
  const parameter = AttributesToGet ? 'AttributesToGet' : 'ProjectionExpression';
  const specific = ProjectionExpression !== undefined || AttributesToGet !== undefined;
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw invalidParameter(`ALL_PROJECTED_ATTRIBUTES can be used only when ${verb} using an IndexName`);
  }
  if (specific && select === 'COUNT') {
    throw invalidParameter(`Cannot specify the ${parameter} when choosing to get only the Count`);
  }
  if (specific && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    throw invalidParameter(`Cannot specify the ${parameter} when choosing to get ${select}`);
  }
  if (!specific && select === 'SPECIFIC_ATTRIBUTES') {
    throw invalidParameter(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
}

/** The index that is read; undefined for the table itself. */
export function requireIndex(table: Table, { IndexName, ConsistentRead, Select }: ReadInput): Index | undefined {
  if (IndexName === undefined) return undefined;
  const index = table.index(IndexName);
  if (!index) throw new ValidationError(`The table does not have the specified index: ${IndexName}`);
  if (index.definition.kind === 'LOCAL') return index;
  if (ConsistentRead) {
    throw new ValidationError('Consistent reads are not supported on global secondary indexes');
  }
  if (Select === 'ALL_ATTRIBUTES' && index.projected) {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${IndexName} ` +
        'because its projection type is not ALL',
    );
  }
  return index;
}

/**
 * Whether a read of a local index must go to the table, for attributes that the index does not hold; a global index
 * never does.
 */
function needsFetch(index: Index | undefined, { Select }: ReadInput, wanted: Projection | undefined): boolean {
  const held = index?.projected;
  if (!held) return false;
  const missing = [...new Set(wanted?.paths.map(([name]) => String(name)))].filter((name) => !held.has(name));
  if (index.definition.kind === 'LOCAL') return Select === 'ALL_ATTRIBUTES' || missing.length > 0;
  if (missing.length === 0) return false;
  throw invalidParameter(`Global secondary index ${index.definition.name} does not project [${missing.join(', ')}]`);
}

/** What the expressions of a read make of its items. */
export interface ReadExpressions {
  readonly filter: Condition | undefined;
  readonly wanted: Projection | undefined;
}

/** Everything of a page request but where it reads. */
export function pageRequestOf(
  input: ReadInput,
  table: Table,
  index: Index | undefined,
  { filter, wanted }: ReadExpressions,
): Omit<PageRequest, 'range' | 'forward'> {
  const all = (item: Item) => item;
  return {
    table,
    index,
    limit: input.Limit,
    consistency: input.ConsistentRead ? 'strong' : 'eventual',
    filter: filter?.test,
    show: input.Select === 'COUNT' ? undefined : (wanted?.apply ?? all),
    fetch: needsFetch(index, input, wanted),
  };
}

/** `ExclusiveStartKey`, as far as it can be read without the table. */
export function parseStartKey({ ExclusiveStartKey }: ReadInput): Item | undefined {
  if (!ExclusiveStartKey) return undefined;
  try {
    return parseItem(ExclusiveStartKey);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new ValidationError(`${INVALID_START_KEY}: ${error.message}`);
  }
}

export const INVALID_START_KEY = 'The provided starting key is invalid';

/** A start key consists of the key of the table, and of the index that is read; no more, no less. */
export function checkStartKey(table: Table, index: Index | undefined, start: Item): void {
  const attributes = new Map(
    [...keyAttributes(table.key), ...(index ? keyAttributes(index.key) : [])].map((attribute) => [
      attribute.name,
      attribute,
    ]),
  );
  const values = [...attributes.keys()].map((name) => attributeOf(start, name));
  if (Object.keys(start).length !== attributes.size || values.includes(undefined)) {
    throw new ValidationError(INVALID_START_KEY);
  }
  for (const { name, type } of attributes.values()) {
    const value = attributeOf(start, name);
    if (!value || !(type in value)) throw keyMismatch();
  }
}
