import type { Json } from '../json.ts';
import { timestampNanoseconds } from '../timestamp.ts';

/** The operators that ask what a value is. Each is written with `true` or, for its opposite, `false`. `IsPresent` is a rule of its own. */
export const TYPE_TESTS: ReadonlyMap<string, (value: Json) => boolean> = new Map([
  ['IsNull', (value) => value === null],
  ['IsNumeric', (value) => typeof value === 'number'],
  ['IsString', (value) => typeof value === 'string'],
  ['IsBoolean', (value) => typeof value === 'boolean'],
  ['IsTimestamp', (value) => typeof value === 'string' && timestampNanoseconds(value) !== undefined],
]);
