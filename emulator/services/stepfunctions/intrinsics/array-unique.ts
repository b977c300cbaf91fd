import { equals, type Json } from '../json.ts';
import { intrinsic } from './intrinsic.ts';

/** `States.ArrayUnique(array)`: the items without repetitions, each where it first stood. */
export const arrayUnique = intrinsic('States.ArrayUnique', ['array'], ([items]) => {
  const scalars = new Set<Json>();
  const structures: Json[] = [];
  return items.filter((item) => {
    if (typeof item !== 'object' || item === null) return scalars.size < scalars.add(item).size;
    if (structures.some((seen) => equals(seen, item))) return false;
    structures.push(item);
    return true;
  });
});
