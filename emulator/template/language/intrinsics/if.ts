import { TemplateError } from '../errors.ts';
import { Unknown } from '../unknown.ts';
import type { Intrinsic } from './intrinsic.ts';
import { truth } from './truth.ts';

const USAGE = 'Template error: Fn::If requires a list argument with three elements';

/** `[condition, value if true, value if false]`; only the chosen value is evaluated. */
export const ifFunction: Intrinsic = {
  name: 'Fn::If',
  evaluate(argument, evaluation) {
    if (!Array.isArray(argument) || argument.length !== 3) throw new TemplateError(USAGE);
    const [written, whenTrue, whenFalse] = argument;
    const condition =
      typeof written === 'string' ? evaluation.scope.condition(written) : truth(written, evaluation, USAGE);
    if (condition instanceof Unknown) return new Unknown('Fn::If');
    return evaluation.resolve(condition ? whenTrue : whenFalse);
  },
};
