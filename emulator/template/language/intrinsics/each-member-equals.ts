import { TemplateError } from '../errors.ts';
import { pure, scalarText } from './intrinsic.ts';

/** For rules: whether every member of a list equals a value. */
export const eachMemberEquals = pure('Fn::EachMemberEquals', (argument) => {
  if (Array.isArray(argument) && argument.length === 2) {
    const [list, value] = argument;
    if (Array.isArray(list)) return list.every((member) => scalarText(member) === scalarText(value));
  }
  throw new TemplateError('Template error: every Fn::EachMemberEquals object requires a list of strings and a string.');
});
