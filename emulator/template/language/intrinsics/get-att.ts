import { TemplateError } from '../errors.ts';
import { Unknown } from '../unknown.ts';
import type { Intrinsic } from './intrinsic.ts';

/** The resource of a `Fn::GetAtt` in either spelling, `[id, attribute]` or `id.attribute`, and the attribute as written. */
export function getAttTarget(argument: unknown): readonly [logicalId: string, attribute: unknown] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot > 0 && dot < argument.length - 1) return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  if (Array.isArray(argument) && argument.length >= 2 && typeof argument[0] === 'string' && argument[0]) {
    const [logicalId, ...attribute] = argument;
    return [logicalId, attribute.length === 1 ? attribute[0] : attribute.join('.')];
  }
  throw new TemplateError(
    'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  );
}

export const getAtt: Intrinsic = {
  name: 'Fn::GetAtt',
  evaluate(argument, { scope, resolve }) {
    const [logicalId, written] = getAttTarget(argument);
    // The attribute, unlike the resource, may be computed from parameters.
    const attribute = resolve(written);
    if (attribute instanceof Unknown) return attribute;
    if (typeof attribute === 'string' && attribute) return scope.attribute(logicalId, attribute);
    throw new TemplateError(`Template error: the attribute of Fn::GetAtt for ${logicalId} must be a string`);
  },
};
