import { InvalidArgument, intrinsic } from './intrinsic.ts';

/** `States.ArrayGetItem(array, index)`: the item at a zero-based index. */
export const arrayGetItem = intrinsic('States.ArrayGetItem', ['array', 'number'], ([items, index]) => {
  const item = items[index];
  if (item === undefined) {
    throw new InvalidArgument(`The index ${index} is out of bounds for an array of length ${items.length}.`);
  }
  return item;
});
