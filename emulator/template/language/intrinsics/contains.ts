import { TemplateError } from '../errors.ts';
import { pure, scalarText } from './intrinsic.ts';

/** For rules: whether a list of strings holds a value. */
export const contains = pure('Fn::Contains', (argument) => {
  if (Array.isArray(argument) && argument.length === 2) {
    const [list, value] = argument;
    if (Array.isArray(list)) return list.map(scalarText).includes(scalarText(value));
  }
  throw new TemplateError('Template error: every Fn::Contains object requires a list of strings and a string.');
});
