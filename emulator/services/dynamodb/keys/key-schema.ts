import type { Item } from '../values/value.ts';
import { attributeOf, type Value } from '../values/value.ts';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/** The key of a table or an index. A global index may have several attributes of each kind. */
export interface KeySchema {
  readonly partition: readonly KeyAttribute[];
  readonly sort: readonly KeyAttribute[];
}

export const keyAttributes = ({ partition, sort }: KeySchema): readonly KeyAttribute[] => [...partition, ...sort];

/** The item's attributes of that names, in their order; those that it lacks are left out. */
export function pick(item: Item, names: Iterable<string>): Item {
  const picked: Record<string, Value> = {};
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value) picked[name] = value;
  }
  return picked;
}
