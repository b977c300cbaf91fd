import { intrinsic } from './intrinsic.ts';

/** `States.UUID()`: a version 4 UUID. */
export const uuid = intrinsic('States.UUID', [], (_, randomness) => randomness.uuid());
