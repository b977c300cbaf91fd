import type { Condition } from '@aws-sdk/client-dynamodb';
import { ValidationError } from '../errors.ts';
import type { KeyCondition } from '../expressions/key-condition.ts';
import type { SortCondition } from '../keys/range.ts';
import { comparisonOf } from './conditions.ts';

const OPERATORS = { EQ: '=', LT: '<', LE: '<=', GT: '>', GE: '>=', BEGINS_WITH: 'begins_with' } as const;

/** `KeyConditions` of Query. */
export function compileKeyConditions(conditions: Readonly<Record<string, Condition>>): readonly KeyCondition[] {
  return Object.entries(conditions).map(([name, condition]) => ({ name, condition: sortCondition(condition) }));
}

function sortCondition(input: Condition): SortCondition {
  const {
    operator,
    operands: [first, second],
  } = comparisonOf(input);
  if (operator === 'BETWEEN' && first && second) return { operator, low: first, high: second };
  const plain = Object.entries(OPERATORS).find(([legacy]) => legacy === operator)?.[1];
  if (plain && first) return { operator: plain, value: first };
  throw new ValidationError('Attempted conditional constraint is not an indexable operation');
}
