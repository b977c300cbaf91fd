/**
 * One attribute value, in the shape of the API: an object with exactly one member, named by its type. Numbers are in
 * canonical form (plain decimal, no exponent, no superfluous zeros), sets have no duplicates, NULL is always true.
 * Nobody changes a value; its lists are mutable types only because the SDK's are.
 */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: Uint8Array }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: string[] }
  | { readonly NS: string[] }
  | { readonly BS: Uint8Array[] }
  | { readonly M: Item }
  | { readonly L: Value[] };

export interface Item {
  readonly [name: string]: Value;
}

export const TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'M', 'L'] as const;

/** A type's name as values carry it. */
export type Type = (typeof TYPES)[number];

/** Types in long form, as messages about update actions write them. */
export const TYPE_NAMES: Readonly<Record<Type, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  M: 'MAP',
  L: 'LIST',
};

export function typeOf(value: Value): Type {
  for (const type in value) return type as Type;
  throw new Error('An attribute value has no type');
}

/** The attribute of that name; names such as `constructor` are attributes like any other. */
export function attributeOf(item: Item, name: string): Value | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** On how many levels values lie in this one: 1 for a scalar, a set, or an empty map or list. */
export function levelsOf(value: Value): number {
  if ('M' in value) return 1 + deepest(Object.values(value.M));
  return 'L' in value ? 1 + deepest(value.L) : 1;
}

const deepest = (values: readonly Value[]) => values.reduce((most, value) => Math.max(most, levelsOf(value)), 0);
