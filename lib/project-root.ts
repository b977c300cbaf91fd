import { resolve } from 'node:path';

/** The folder that holds functions/, statemachines/, events/ and layers/, wherever the app was started from. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '..');
