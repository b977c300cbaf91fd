import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';

/** A path that has been parsed once and can be read many times. */
export interface Path {
  readonly text: string;
  /** What the path selects; undefined when a definite path selects nothing. An indefinite one answers an array, perhaps empty. */
  find(scope: Scope): Json | undefined;
}

/** Parses a path such as `$.a[0]`, `2963.Execution.Id` or `.x`. @throws ExpressionSyntaxError */
export function parsePath(text: string): Path {
  throw new Error('not written yet');
}

/**
 * The reader of a field that holds a path. Without `field` (InputPath, OutputPath, ItemsPath …Path fields) a missing value fails with
 * "Invalid path '…'"; with `field` (`key.$` in templates, CausePath, ErrorPath) with "The JSONPath '…' specified for the field '…' could not be found in the input '…'".
 * @throws ExpressionSyntaxError when compiled; RuntimeError when read
 */
export function compilePath(text: string, field?: string): (scope: Scope) => Json {
  throw new Error('not written yet');
}
