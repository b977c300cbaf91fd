import { range as steps } from '../../intrinsics/array-range.ts';
import { MAX_SEQUENCE_ITEMS } from '../limits.ts';
import type { StateFunction } from './state-function.ts';

/** `$range(first, last, step)`: first, first + step, … up to and including last. */
export const range: StateFunction = {
  name: 'range',
  signature: '<nnn:a<n>>',
  call: (first?: number, last?: number, step?: number) =>
    first === undefined || last === undefined || step === undefined
      ? undefined
      : steps(first, last, step, MAX_SEQUENCE_ITEMS),
};
