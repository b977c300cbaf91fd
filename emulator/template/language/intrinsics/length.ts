import { TemplateError } from '../errors.ts';
import { pure } from './intrinsic.ts';

export const length = pure('Fn::Length', (argument) => {
  if (Array.isArray(argument)) return argument.length;
  throw new TemplateError(
    'Template error: every Fn::Length object must have a list or a function that returns a list.',
  );
});
