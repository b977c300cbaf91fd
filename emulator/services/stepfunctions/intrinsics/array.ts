import type { Intrinsic } from './intrinsic.ts';

/** `States.Array(…)`: a list of its arguments, of which there may be none. */
export const array: Intrinsic = {
  name: 'States.Array',
  minArguments: 0,
  maxArguments: Number.POSITIVE_INFINITY,
  kinds: ['any'],
  call: (args) => [...args],
};
