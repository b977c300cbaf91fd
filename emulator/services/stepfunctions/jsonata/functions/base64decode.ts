import { decodeBase64 } from '../../intrinsics/base64-decode.ts';
import type { StateFunction } from './state-function.ts';

/** `$base64decode(text)`: unlike the library's, it fails for what is not Base64. */
export const base64decode: StateFunction = {
  name: 'base64decode',
  signature: '<s-:s>',
  call: (text: string | undefined) => (text === undefined ? undefined : decodeBase64(text)),
};
