import { TemplateError } from '../errors.ts';
import { Unknown } from '../unknown.ts';
import type { Intrinsic } from './intrinsic.ts';
import { truth } from './truth.ts';

const USAGE = 'Template error: every Fn::Not object requires a list of 1 boolean parameter.';

export const not: Intrinsic = {
  name: 'Fn::Not',
  evaluate(argument, evaluation) {
    if (!Array.isArray(argument) || argument.length !== 1) throw new TemplateError(USAGE);
    const operand = truth(argument[0], evaluation, USAGE);
    return operand instanceof Unknown ? operand : !operand;
  },
};
