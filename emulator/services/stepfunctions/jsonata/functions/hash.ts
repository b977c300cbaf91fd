import { hashOf } from '../../intrinsics/hash.ts';
import type { StateFunction } from './state-function.ts';

/** `$hash(text, algorithm)`: the hash in lower-case hexadecimal; algorithms as for States.Hash. */
export const hash: StateFunction = {
  name: 'hash',
  signature: '<ss:s>',
  call: (text: string | undefined, algorithm: string) => (text === undefined ? undefined : hashOf(text, algorithm)),
};
