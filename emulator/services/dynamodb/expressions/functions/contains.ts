import { equal } from '../../values/compare.ts';
import type { Value } from '../../values/value.ts';
import type { ConditionFunction } from './condition-function.ts';

/** `contains(path, operand)`: part of a text or binary value, or a member of a set or list */
export const contains: ConditionFunction = {
  name: 'contains',
  operandCount: 2,
  needsPath: false,
  compile:
    ([whole, part]) =>
    (item) => {
      const [value, member] = [whole?.read(item), part?.read(item)];
      return value !== undefined && member !== undefined && holds(value, member);
    },
};

export function holds(whole: Value, part: Value): boolean {
  if ('L' in whole) return whole.L.some((element) => equal(element, part));
  if ('S' in part) return 'S' in whole ? whole.S.includes(part.S) : 'SS' in whole && whole.SS.includes(part.S);
  if ('N' in part) return 'NS' in whole && whole.NS.includes(part.N);
  if (!('B' in part)) return false;
  if ('B' in whole) return Buffer.from(whole.B).includes(Buffer.from(part.B));
  return 'BS' in whole && whole.BS.some((member) => Buffer.compare(member, part.B) === 0);
}
