import { TemplateError } from '../errors.ts';
import type { Intrinsic } from './intrinsic.ts';

export const ref: Intrinsic = {
  name: 'Ref',
  evaluate(argument, { scope }) {
    if (typeof argument === 'string' && argument) return scope.ref(argument);
    throw new TemplateError('Template format error: all Ref objects must have a single String value.');
  },
};
