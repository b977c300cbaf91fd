import { TemplateError } from '../errors.ts';
import { pure, scalarText } from './intrinsic.ts';

const USAGE =
  'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';

export const join = pure('Fn::Join', (argument) => {
  if (!Array.isArray(argument) || argument.length !== 2) throw new TemplateError(USAGE);
  const [delimiter, values] = argument;
  if (typeof delimiter !== 'string' || !Array.isArray(values)) throw new TemplateError(USAGE);
  return values
    .map((value) => {
      const text = scalarText(value);
      if (text === undefined) throw new TemplateError(USAGE);
      return text;
    })
    .join(delimiter);
});
