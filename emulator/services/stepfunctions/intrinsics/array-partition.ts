import type { Json } from '../json.ts';
import { InvalidArgument, intrinsic } from './intrinsic.ts';

/** `States.ArrayPartition(array, size)`: the array in chunks of `size` items, the last one perhaps smaller. */
export const arrayPartition = intrinsic('States.ArrayPartition', ['array', 'number'], ([items, size]) =>
  partition(items, Math.round(size)),
);

/** @throws InvalidArgument unless `size` is positive. */
export function partition(items: readonly Json[], size: number): Json[][] {
  if (!(size > 0)) throw new InvalidArgument('The chunk size must be a positive integer.');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
