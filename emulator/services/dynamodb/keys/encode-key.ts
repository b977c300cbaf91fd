import type { Item } from '../values/value.ts';
import { attributeOf } from '../values/value.ts';
import { encodeValue } from './encode-value.ts';
import type { KeyAttribute, KeySchema } from './key-schema.ts';

/**
 * Whole keys as one blob each, in the order in which DynamoDB reads them: partitions by their hash, and inside a
 * partition by the sort key. So a query is one range of blobs, a scan all of them, and a scan segment a range of hashes.
 *
 *     hash of the partition (4 bytes) | its length (2) | partition value(s) | sort value(s)
 *
 * The sort value of a table stands last and bare. Where something follows (a further sort attribute, or in an index
 * the item's own key, which tells entries of equal index keys apart), the value is closed by 00 00 and each of its 00
 * becomes 00 FF, which keeps the order.
 */

/** The blob of an item in a table; undefined when the item lacks a key attribute. */
export function encodeTableKey(schema: KeySchema, item: Item): Buffer | undefined {
  const partition = encodePartition(schema, item);
  const sort = schema.sort[0];
  if (!partition || !sort) return partition;
  const value = attributeOf(item, sort.name);
  return value && Buffer.concat([partition, encodeValue(value)]);
}

/** The blob of an item in an index; undefined when the item lacks a key attribute and so is not in the index. */
export function encodeIndexKey(schema: KeySchema, item: Item, itemKey: Buffer): Buffer | undefined {
  const partition = encodePartition(schema, item);
  if (!partition) return undefined;
  const parts = [partition];
  for (const { name, type } of schema.sort) {
    const value = attributeOf(item, name);
    if (!value || !(type in value)) return undefined;
    parts.push(closed(encodeValue(value)));
  }
  return Buffer.concat([...parts, itemKey]);
}

const HASH_BYTES = 4;
const LENGTH_BYTES = 2;

/** How all keys of the item's partition begin; undefined when the item lacks an attribute of it. */
export function encodePartition({ partition }: KeySchema, item: Item): Buffer | undefined {
  const value = encodePartitionValue(partition, item);
  if (!value) return undefined;
  const blob = Buffer.allocUnsafe(HASH_BYTES + LENGTH_BYTES + value.length);
  blob.writeUInt32BE(hash(value), 0);
  blob.writeUInt16BE(value.length, HASH_BYTES);
  value.copy(blob, HASH_BYTES + LENGTH_BYTES);
  return blob;
}

function encodePartitionValue(attributes: readonly KeyAttribute[], item: Item): Buffer | undefined {
  const parts: Buffer[] = [];
  for (const { name, type } of attributes) {
    const value = attributeOf(item, name);
    if (!value || !(type in value)) return undefined;
    const encoded = encodeValue(value);
    parts.push(attributes.length > 1 ? closed(encoded) : encoded);
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

const END = Buffer.of(0, 0);

export function closed(value: Buffer): Buffer {
  return Buffer.concat([escaped(value), END]);
}

export function escaped(value: Buffer): Buffer {
  if (!value.includes(0)) return value;
  return Buffer.from(Array.from(value).flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte])));
}

/** FNV-1a (https://www.rfc-editor.org/rfc/rfc9923) with a final mix, so that similar keys fall far apart. */
function hash(bytes: Buffer): number {
  let state = 0x811c9dc5;
  for (const byte of bytes) state = Math.imul(state ^ byte, 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
