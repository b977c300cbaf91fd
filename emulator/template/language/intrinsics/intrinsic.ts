import type { Scope } from '../scope.ts';
import { hasUnknown, Unknown } from '../unknown.ts';

/** One evaluation of a template's expressions. */
export interface Evaluation {
  readonly scope: Scope;
  /** Evaluates what stands inside an argument. */
  resolve(value: unknown): unknown;
}

/**
 * An intrinsic function
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html).
 */
export interface Intrinsic {
  /** As it is written in templates: `Fn::Join`. */
  readonly name: string;
  /** @throws TemplateError in CloudFormation's words when the argument does not fit */
  evaluate(argument: unknown, evaluation: Evaluation): unknown;
}

/** A function of its evaluated argument alone: while any part of that is unknown, so is the result. */
export function pure(name: string, compute: (argument: unknown, scope: Scope) => unknown): Intrinsic {
  return {
    name,
    evaluate(argument, evaluation) {
      const resolved = evaluation.resolve(argument);
      return hasUnknown(resolved) ? new Unknown(name) : compute(resolved, evaluation.scope);
    },
  };
}

/** Text of a scalar, as CloudFormation writes it into strings; undefined for anything else. */
export function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
