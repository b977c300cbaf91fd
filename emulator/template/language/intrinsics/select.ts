import { TemplateError } from '../errors.ts';
import { Unknown } from '../unknown.ts';
import type { Intrinsic } from './intrinsic.ts';

const USAGE = 'Template error: Fn::Select requires a list argument with two elements: an integer index and a list';

export const select: Intrinsic = {
  name: 'Fn::Select',
  evaluate(argument, { resolve }) {
    const resolved = resolve(argument);
    if (!Array.isArray(resolved) || resolved.length !== 2) throw new TemplateError(USAGE);
    const [position, list] = resolved;
    if (position instanceof Unknown || list instanceof Unknown) return new Unknown('Fn::Select');
    const index = typeof position === 'string' && /^\d+$/.test(position) ? Number(position) : position;
    if (!Number.isInteger(index) || !Array.isArray(list)) throw new TemplateError(USAGE);
    if (index < 0 || index >= list.length)
      throw new TemplateError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
    return list[index];
  },
};
