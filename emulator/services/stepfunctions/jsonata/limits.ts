/**
 * The longest list that an expression may hold: `[1..873782]` passes on AWS and `[1..873783]` does not, see
 * https://github.com/floci-io/floci/pull/2783. (AWS bounds the memory; the library that runs here bounds the length.)
 */
export const MAX_SEQUENCE_ITEMS = 873_782;
