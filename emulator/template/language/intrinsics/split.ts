import { TemplateError } from '../errors.ts';
import { pure } from './intrinsic.ts';

export const split = pure('Fn::Split', (argument) => {
  if (Array.isArray(argument) && argument.length === 2) {
    const [delimiter, text] = argument;
    if (typeof delimiter === 'string' && delimiter && typeof text === 'string') return text.split(delimiter);
  }
  throw new TemplateError(
    'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  );
});
