import { TemplateError } from '../errors.ts';
import { pure, scalarText } from './intrinsic.ts';

/** For rules: whether every member of one list is in another. */
export const eachMemberIn = pure('Fn::EachMemberIn', (argument) => {
  if (Array.isArray(argument) && argument.length === 2) {
    const [members, allowed] = argument;
    if (Array.isArray(members) && Array.isArray(allowed)) {
      const values = allowed.map(scalarText);
      return members.every((member) => values.includes(scalarText(member)));
    }
  }
  throw new TemplateError('Template error: every Fn::EachMemberIn object requires two lists of strings.');
});
