import { invalidParameter, SchemaMismatchError, ValidationError } from '../errors.ts';
import { encodeTableKey } from '../keys/encode-key.ts';
import { type KeyAttribute, keyAttributes } from '../keys/key-schema.ts';
import { PARTITION_KEY_SIZE_BYTES, SORT_KEY_SIZE_BYTES } from '../limits.ts';
import type { Table } from '../tables/table.ts';
import { valueSize } from '../values/size.ts';
import { attributeOf, type Item, typeOf, type Value } from '../values/value.ts';

/** The encoded key of a request's `Key`, which must consist of the key attributes and nothing else. */
export function requireKey(table: Table, key: Item): Buffer {
  const matches =
    Object.keys(key).length === table.keyNames.size &&
    keyAttributes(table.key).every(({ name, type }) => {
      const value = attributeOf(key, name);
      return value !== undefined && type in value;
    });
  if (!matches) throw keyMismatch();
  return encodeChecked(table, key);
}

export const keyMismatch = () => new SchemaMismatchError('The provided key element does not match the schema');

/** The encoded key of an item that shall be put. */
export function requireItemKey(table: Table, item: Item): Buffer {
  for (const { name, type } of keyAttributes(table.key)) {
    const value = attributeOf(item, name);
    if (!value) {
      throw new SchemaMismatchError(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    }
    if (!(type in value)) {
      throw new SchemaMismatchError(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      );
    }
  }
  return encodeChecked(table, item);
}

function encodeChecked(table: Table, item: Item): Buffer {
  for (const { name } of keyAttributes(table.key)) refuseEmptyKey(name, attributeOf(item, name));
  refuseLongKeys(table.key.partition, table.key.sort, item);
  const key = encodeTableKey(table.key, item);
  if (!key) throw keyMismatch();
  return key;
}

/** Also of the values that a key condition compares with. */
export function refuseEmptyKey(name: string, value: Value | undefined): void {
  const kind = value && emptyKind(value);
  if (!kind) return;
  throw new ValidationError(
    'One or more parameter values are not valid. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
  );
}

function emptyKind(value: Value): 'string' | 'binary' | undefined {
  if ('S' in value && value.S === '') return 'string';
  return 'B' in value && value.B.length === 0 ? 'binary' : undefined;
}

function refuseLongKeys(partition: readonly KeyAttribute[], sort: readonly KeyAttribute[], item: Item): void {
  if (partition.some(({ name }) => sizeOf(item, name) > PARTITION_KEY_SIZE_BYTES)) {
    throw invalidParameter(`Size of hashkey has exceeded the maximum size limit of${PARTITION_KEY_SIZE_BYTES} bytes`);
  }
  if (sort.some(({ name }) => sizeOf(item, name) > SORT_KEY_SIZE_BYTES)) {
    throw invalidParameter(
      `Aggregated size of all range keys has exceeded the size limit of ${SORT_KEY_SIZE_BYTES} bytes`,
    );
  }
}

function sizeOf(item: Item, name: string): number {
  const value = attributeOf(item, name);
  return value ? valueSize(value) : 0;
}

/** Checks the index keys that an item has; it need not have them. */
export function checkIndexKeys(table: Table, item: Item, byUpdate: boolean): void {
  for (const { key, definition } of table.indexes) {
    for (const { name, type } of keyAttributes(key)) {
      const value = attributeOf(item, name);
      if (!value) continue;
      if (!(type in value)) throw indexMismatch(name, type, typeOf(value), definition.name);
      const kind = emptyKind(value);
      if (kind) throw emptyIndexKey(kind, name, definition.name, byUpdate);
    }
    refuseLongKeys(key.partition, key.sort, item);
  }
}

const indexMismatch = (name: string, expected: string, actual: string, index: string) =>
  new SchemaMismatchError(
    'One or more parameter values were invalid: ' +
      `Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${actual} IndexName: ${index}`,
  );

function emptyIndexKey(kind: string, name: string, index: string, byUpdate: boolean): ValidationError {
  const empty = `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
  return new ValidationError(
    byUpdate
      ? 'One or more parameter values are not valid. The update expression attempted to update a secondary index key ' +
          `to a value that is not supported. ${empty}`
      : 'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
          `${empty} IndexName: ${index}, IndexKey: ${name}`,
  );
}
