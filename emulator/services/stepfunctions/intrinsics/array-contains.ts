import { equals } from '../json.ts';
import { intrinsic } from './intrinsic.ts';

/** `States.ArrayContains(array, value)`: whether an item equals the value, deeply. */
export const arrayContains = intrinsic('States.ArrayContains', ['array', 'any'], ([items, value]) =>
  items.some((item) => equals(item, value)),
);
