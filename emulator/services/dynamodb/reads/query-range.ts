import { invalidParameter, ValidationError } from '../errors.ts';
import type { KeyCondition } from '../expressions/key-condition.ts';
import { encodePartition } from '../keys/encode-key.ts';
import { type KeyAttribute, type KeySchema, keyAttributes } from '../keys/key-schema.ts';
import { type KeyRange, narrow, type SortCondition, startingWith } from '../keys/range.ts';
import { refuseEmptyKey } from '../request/keys.ts';
import type { Item, Value } from '../values/value.ts';

/** What the conditions of a query select. */
export interface QueryRange {
  readonly range: KeyRange;
  /** How all keys of the partition begin. */
  readonly partition: Buffer;
}

/**
 * The keys that meet the conditions: every partition attribute equals a value, and of the sort attributes the first
 * ones too; the one behind may have any condition, the rest none.
 *
 * @param isIndex keys of an index have the item's own key behind the sort attributes
 */
export function queryRange(schema: KeySchema, conditions: readonly KeyCondition[], isIndex: boolean): QueryRange {
  const byName = new Map(conditions.map(({ name, condition }) => [name, condition]));
  const partition = encodePartition(schema, partitionValues(schema, byName));
  if (!partition) throw new Error('Every partition attribute has a value');
  refuseOthers(schema, byName);
  let range = startingWith(partition);
  let open = true;
  for (const attribute of schema.sort) {
    const condition = byName.get(attribute.name);
    if (!condition) {
      open = false;
      continue;
    }
    if (!open) throw new ValidationError('Query key condition not supported');
    checkValues(attribute, valuesOf(condition));
    range = narrow(range.low, condition, !isIndex);
    open = condition.operator === '=';
  }
  return { range, partition };
}

function partitionValues({ partition }: KeySchema, conditions: ReadonlyMap<string, SortCondition>): Item {
  const values: Record<string, Value> = {};
  for (const attribute of partition) {
    const condition = conditions.get(attribute.name);
    if (!condition) throw missed(attribute);
    if (condition.operator !== '=') throw new ValidationError('Query key condition not supported');
    checkValues(attribute, [condition.value]);
    values[attribute.name] = condition.value;
  }
  return values;
}

const missed = ({ name }: KeyAttribute) => new ValidationError(`Query condition missed key schema element: ${name}`);

/** Conditions on what is no key: with a sort key left free, AWS misses that one. */
function refuseOthers(schema: KeySchema, conditions: ReadonlyMap<string, SortCondition>): void {
  const names = keyAttributes(schema).map(({ name }) => name);
  if ([...conditions.keys()].every((name) => names.includes(name))) return;
  const free = schema.sort.find(({ name }) => !conditions.has(name));
  throw free ? missed(free) : new ValidationError('Query key condition not supported');
}

const valuesOf = (condition: SortCondition): readonly Value[] =>
  condition.operator === 'BETWEEN' ? [condition.low, condition.high] : [condition.value];

function checkValues({ name, type }: KeyAttribute, values: readonly Value[]): void {
  for (const value of values) {
    if (!(type in value)) throw invalidParameter('Condition parameter type does not match schema type');
    refuseEmptyKey(name, value);
  }
}
