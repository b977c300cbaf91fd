import { unsupported } from '../errors.ts';
import { isRecord } from '../unknown.ts';
import type { Intrinsic } from './intrinsic.ts';

/** Macros run inside AWS; there is nothing here that could run them. */
export const transform: Intrinsic = {
  name: 'Fn::Transform',
  evaluate(argument) {
    const name = isRecord(argument) && typeof argument.Name === 'string' ? ` ${argument.Name}` : '';
    throw unsupported(`Fn::Transform${name}`);
  },
};
