import { InvalidArgument, intrinsic } from './intrinsic.ts';
import { javaRandom } from './java-random.ts';

/**
 * `States.MathRandom(start, end, seed?)`: an integer from `start` (included) to `end` (excluded). The same seed gives the same
 * number. Fractions are rounded.
 */
export const mathRandom = intrinsic(
  'States.MathRandom',
  ['number', 'number', 'number'],
  ([start, end, seed], randomness) => {
    const [low, high] = [Math.round(start), Math.round(end)];
    if (low >= high) throw new InvalidArgument('The start must be less than the end.');
    const fraction = seed === undefined ? randomness.random() : javaRandom(Math.round(seed));
    return low + Math.floor(fraction * (high - low));
  },
  { optional: 1 },
);
