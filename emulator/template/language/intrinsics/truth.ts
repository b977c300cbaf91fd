import { TemplateError } from '../errors.ts';
import { isRecord, Unknown } from '../unknown.ts';
import type { Evaluation } from './intrinsic.ts';

/** A condition function's operand: `{Condition: name}`, a nested condition function, or a boolean. */
export function truth(operand: unknown, { scope, resolve }: Evaluation, usage: string): boolean | Unknown {
  if (isRecord(operand) && Object.keys(operand).length === 1 && typeof operand.Condition === 'string')
    return scope.condition(operand.Condition);
  const value = resolve(operand);
  if (value instanceof Unknown || typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new TemplateError(usage);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html */
const FEWEST_OPERANDS = 2;
const MOST_OPERANDS = 10;

/** The operands of `Fn::And` or `Fn::Or`, evaluated. */
export function truths(name: string, argument: unknown, evaluation: Evaluation): (boolean | Unknown)[] {
  const usage = `Template error: every ${name} object requires a list of at least ${FEWEST_OPERANDS} and at most ${MOST_OPERANDS} boolean parameters.`;
  if (!Array.isArray(argument) || argument.length < FEWEST_OPERANDS || argument.length > MOST_OPERANDS)
    throw new TemplateError(usage);
  return argument.map((operand) => truth(operand, evaluation, usage));
}
