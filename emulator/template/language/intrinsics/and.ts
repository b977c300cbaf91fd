import { Unknown } from '../unknown.ts';
import type { Intrinsic } from './intrinsic.ts';
import { truths } from './truth.ts';

export const and: Intrinsic = {
  name: 'Fn::And',
  evaluate(argument, evaluation) {
    const operands = truths('Fn::And', argument, evaluation);
    if (operands.includes(false)) return false;
    return operands.find((operand) => operand instanceof Unknown) ?? true;
  },
};
