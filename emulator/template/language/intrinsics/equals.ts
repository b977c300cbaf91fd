import { TemplateError } from '../errors.ts';
import { pure, scalarText } from './intrinsic.ts';

export const equals = pure('Fn::Equals', (argument) => {
  if (!Array.isArray(argument) || argument.length !== 2)
    throw new TemplateError('Template error: every Fn::Equals object requires a list of 2 string parameters.');
  const [left, right] = argument.map((value) => scalarText(value) ?? JSON.stringify(value));
  return left === right;
});
