import { base64decode } from './base64decode.ts';
import { hash } from './hash.ts';
import { millis } from './millis.ts';
import { now } from './now.ts';
import { parse } from './parse.ts';
import { partition } from './partition.ts';
import { random } from './random.ts';
import { range } from './range.ts';
import type { StateFunction } from './state-function.ts';
import { uuid } from './uuid.ts';

/**
 * What Step Functions adds to JSONata, and the functions of JSONata that must read our clock and randomness.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const STATE_FUNCTIONS: readonly StateFunction[] = [
  base64decode,
  hash,
  millis,
  now,
  parse,
  partition,
  random,
  range,
  uuid,
];
