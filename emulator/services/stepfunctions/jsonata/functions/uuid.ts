import { Run } from '../run.ts';
import type { StateFunction } from './state-function.ts';

/** `$uuid()`: a version 4 UUID. */
export const uuid: StateFunction = {
  name: 'uuid',
  signature: '<:s>',
  call() {
    return Run.of(this.environment).scope.randomness.uuid();
  },
};
