import { intrinsic } from './intrinsic.ts';

/** `States.ArrayLength(array)`: the number of items. */
export const arrayLength = intrinsic('States.ArrayLength', ['array'], ([items]) => items.length);
