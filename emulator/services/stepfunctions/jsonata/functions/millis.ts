import { Run } from '../run.ts';
import type { StateFunction } from './state-function.ts';

/** `$millis()`: the time of the evaluation in epoch milliseconds, by the emulated clock. */
export const millis: StateFunction = {
  name: 'millis',
  signature: '<:n>',
  call() {
    return Run.of(this.environment).startedAt;
  },
};
