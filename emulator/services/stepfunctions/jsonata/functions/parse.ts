import { parseJson } from '../../intrinsics/string-to-json.ts';
import type { StateFunction } from './state-function.ts';

/** `$parse(text)`: the JSON value that the text holds. AWS has it in the place of `$eval`. */
export const parse: StateFunction = {
  name: 'parse',
  signature: '<s:x>',
  call: (text: string | undefined) => (text === undefined ? undefined : parseJson(text)),
};
