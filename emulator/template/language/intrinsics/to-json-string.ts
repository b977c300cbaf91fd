import { TemplateError } from '../errors.ts';
import { pure } from './intrinsic.ts';

export const toJsonString = pure('Fn::ToJsonString', (argument) => {
  if (typeof argument === 'object' && argument !== null) return JSON.stringify(argument);
  throw new TemplateError('Template error: every Fn::ToJsonString object must have an object or a list.');
});
