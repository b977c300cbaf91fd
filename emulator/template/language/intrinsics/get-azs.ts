import { TemplateError } from '../errors.ts';
import { pure } from './intrinsic.ts';

/** Every region has at least three zones; the emulated ones have exactly these. */
const ZONES = ['a', 'b', 'c'];

/** The zones of a region; of the stack's own for an empty name. */
export const getAzs = pure('Fn::GetAZs', (argument, scope) => {
  if (typeof argument !== 'string')
    throw new TemplateError('Template error: every Fn::GetAZs object must have a String-typed value.');
  return ZONES.map((zone) => `${argument || scope.account.region}${zone}`);
});
