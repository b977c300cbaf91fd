import { TemplateError } from '../errors.ts';
import { pure } from './intrinsic.ts';

export const base64 = pure('Fn::Base64', (argument) => {
  if (typeof argument === 'string') return Buffer.from(argument).toString('base64');
  throw new TemplateError('Template error: every Fn::Base64 object must have a String-typed value.');
});
