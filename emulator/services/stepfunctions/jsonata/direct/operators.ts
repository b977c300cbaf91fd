import type { Node } from '../syntax.ts';
import { type Answer, type Compile, type Direct, hasOnly, truth, UNDECIDED } from './answer.ts';

type Operator = (left: Answer, right: Answer) => Answer;

const arithmetic =
  (compute: (left: number, right: number) => number): Operator =>
  (left, right) =>
    isFiniteNumber(left) && isFiniteNumber(right) ? finite(compute(left, right)) : UNDECIDED;

const comparison =
  (ofNumbers: (left: number, right: number) => boolean, ofTexts: (left: string, right: string) => boolean): Operator =>
  (left, right) => {
    if (isFiniteNumber(left) && isFiniteNumber(right)) return ofNumbers(left, right);
    return typeof left === 'string' && typeof right === 'string' ? ofTexts(left, right) : UNDECIDED;
  };

/** Equality of plain values. Nothing equals nothing, and nothing differs from nothing, when a side has no value. */
const equality =
  (same: boolean): Operator =>
  (left, right) => {
    if (left === undefined || right === undefined) return false;
    return isStructure(left) || isStructure(right) ? UNDECIDED : (left === right) === same;
  };

const OPERATORS: ReadonlyMap<unknown, Operator> = new Map<unknown, Operator>([
  ['+', arithmetic((left, right) => left + right)],
  ['-', arithmetic((left, right) => left - right)],
  ['*', arithmetic((left, right) => left * right)],
  ['/', arithmetic((left, right) => left / right)],
  ['%', arithmetic((left, right) => left % right)],
  [
    '<',
    comparison(
      (left, right) => left < right,
      (left, right) => left < right,
    ),
  ],
  [
    '<=',
    comparison(
      (left, right) => left <= right,
      (left, right) => left <= right,
    ),
  ],
  [
    '>',
    comparison(
      (left, right) => left > right,
      (left, right) => left > right,
    ),
  ],
  [
    '>=',
    comparison(
      (left, right) => left >= right,
      (left, right) => left >= right,
    ),
  ],
  ['=', equality(true)],
  ['!=', equality(false)],
  ['&', concatenate],
]);

/** A binary operator over operands that can be evaluated directly. */
export function compileOperator(node: Node, compile: Compile): Direct | undefined {
  const [left, right] = [compile(node.lhs), compile(node.rhs)];
  if (left === undefined || right === undefined || !hasOnly(node, 'value', 'lhs', 'rhs')) return undefined;
  if (node.value === 'and') return shortCircuit(left, right, false);
  if (node.value === 'or') return shortCircuit(left, right, true);
  const operate = OPERATORS.get(node.value);
  return operate && ((scope) => operate(left(scope), right(scope)));
}

/** `and` stops at false, `or` at true. */
function shortCircuit(left: Direct, right: Direct, stopsAt: boolean): Direct {
  return (scope) => {
    const first = truth(left(scope));
    return first === stopsAt || first === UNDECIDED ? first : truth(right(scope));
  };
}

function concatenate(left: Answer, right: Answer): Answer {
  const [first, second] = [text(left), text(right)];
  return first === undefined || second === undefined ? UNDECIDED : first + second;
}

/** The text of a plain value; undefined for those that the library formats (fractions, lists, objects). */
function text(answer: Answer): string | undefined {
  if (answer === undefined) return '';
  if (typeof answer === 'string') return answer;
  if (answer === null || typeof answer === 'boolean' || Number.isSafeInteger(answer)) return String(answer);
  return undefined;
}

function finite(number: number): Answer {
  return Number.isFinite(number) ? number : UNDECIDED;
}

function isFiniteNumber(answer: Answer): answer is number {
  return typeof answer === 'number' && Number.isFinite(answer);
}

/** A list, an object, or a value that only the library knows. */
function isStructure(answer: Answer): boolean {
  return answer === UNDECIDED || (typeof answer === 'object' && answer !== null);
}
