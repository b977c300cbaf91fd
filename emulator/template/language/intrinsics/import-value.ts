import { TemplateError } from '../errors.ts';
import { pure } from './intrinsic.ts';

export const importValue = pure('Fn::ImportValue', (argument, scope) => {
  if (typeof argument === 'string' && argument) return scope.imported(argument);
  throw new TemplateError(
    'Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string',
  );
});
