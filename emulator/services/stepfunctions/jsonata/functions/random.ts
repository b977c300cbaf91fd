import { javaRandom } from '../../intrinsics/java-random.ts';
import { Run } from '../run.ts';
import type { StateFunction } from './state-function.ts';

/** `$random(seed?)`: a number in [0, 1); the same for the same seed. */
export const random: StateFunction = {
  name: 'random',
  signature: '<n?:n>',
  call(seed?: number) {
    return seed === undefined ? Run.of(this.environment).scope.randomness.random() : javaRandom(seed);
  },
};
