import type { Value } from '../../values/value.ts';
import { wrongOperandType } from '../operand.ts';
import type { ConditionFunction } from './condition-function.ts';

/** `begins_with(operand, prefix)`, of text or of binary values */
export const beginsWith: ConditionFunction = {
  name: 'begins_with',
  operandCount: 2,
  needsPath: false,
  compile(operands, kind) {
    for (const { type } of operands) {
      if (type && type !== 'S' && type !== 'B') throw wrongOperandType(kind, 'begins_with', type);
    }
    const [whole, prefix] = operands;
    return (item) => startsWith(whole?.read(item), prefix?.read(item));
  },
};

function startsWith(whole: Value | undefined, prefix: Value | undefined): boolean {
  if (!whole || !prefix) return false;
  if ('S' in whole && 'S' in prefix) return whole.S.startsWith(prefix.S);
  if (!('B' in whole && 'B' in prefix)) return false;
  return Buffer.compare(whole.B.subarray(0, prefix.B.length), prefix.B) === 0;
}
