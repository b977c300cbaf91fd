import { Unknown } from '../unknown.ts';
import type { Intrinsic } from './intrinsic.ts';
import { truths } from './truth.ts';

export const or: Intrinsic = {
  name: 'Fn::Or',
  evaluate(argument, evaluation) {
    const operands = truths('Fn::Or', argument, evaluation);
    if (operands.includes(true)) return true;
    return operands.find((operand) => operand instanceof Unknown) ?? false;
  },
};
