import { InvalidArgument, intrinsic } from './intrinsic.ts';

/** `States.JsonMerge(first, second, false)`: the members of both objects, the second winning. There is no deep merge on AWS either. */
export const jsonMerge = intrinsic('States.JsonMerge', ['object', 'object', 'boolean'], ([first, second, deep]) => {
  if (deep) throw new InvalidArgument('Deep merging is not supported: the third argument must be false.');
  return { ...first, ...second };
});
