import { partition as chunks } from '../../intrinsics/array-partition.ts';
import type { Json } from '../../json.ts';
import type { StateFunction } from './state-function.ts';

/** `$partition(array, size)`: the array in chunks of `size` items, the last one perhaps smaller. */
export const partition: StateFunction = {
  name: 'partition',
  signature: '<an:a<a>>',
  call: (items: Json[] | undefined, size: number) =>
    items === undefined ? undefined : chunks(items, Math.round(size)),
};
