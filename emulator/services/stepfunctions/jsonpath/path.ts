import { compileOnce } from '../compile-cache.ts';
import { RuntimeError } from '../errors/runtime.ts';
import { type Json, stringify } from '../json.ts';
import type { Scope } from '../scope.ts';
import { explainMissing } from './explain-missing.ts';
import { parsePathSyntax } from './parse.ts';
import { select } from './select.ts';
import { isDefinite, type PathSyntax, type Root } from './syntax.ts';

/** A path that has been parsed once and can be read many times. */
export interface Path {
  readonly text: string;
  readonly syntax: PathSyntax;
  /** True when the path selects at most one value; otherwise it answers a list. */
  readonly definite: boolean;
  /** What the path selects; undefined when a definite path selects nothing. An indefinite one answers an array, perhaps empty. */
  find(scope: Scope): Json | undefined;
}

/**
 * Parses a path such as `$.a[0]`, `$$.Execution.Id` or `$name.x`, in the dialect of Jayway JsonPath. The result is cached.
 * @throws ExpressionSyntaxError
 */
export const parsePath: (text: string) => Path = compileOnce((text) => {
  const syntax = parsePathSyntax(text);
  const definite = isDefinite(syntax.steps);
  const find = (scope: Scope) => {
    const root = rootValue(syntax.root, scope);
    return root === undefined ? undefined : select(syntax.steps, definite, root, root);
  };
  return { text, syntax, definite, find };
});

/**
 * The reader of a field that holds a path. Without `field` (InputPath, OutputPath, ItemsPath, TimeoutSecondsPath …) a missing
 * value fails with "Invalid path '…'"; with `field` (`key.$` of a template, CausePath, ErrorPath) with "The JSONPath '…'
 * specified for the field '…' could not be found in the input '…'". An indefinite path never fails: it answers `[]`.
 * @throws ExpressionSyntaxError when compiled; RuntimeError when read
 */
export function compilePath(text: string, field?: string): (scope: Scope) => Json {
  const path = parsePath(text);
  return (scope) => {
    const value = path.find(scope);
    if (value !== undefined && (value !== null || field === undefined)) return value;
    return missing(path, field, scope, value);
  };
}

function missing(path: Path, field: string | undefined, scope: Scope, value: null | undefined): Json {
  // AWS refuses to transform an input that is null as a whole, even by '$'.
  if (path.syntax.root.kind === 'input' && scope.input === null && (value === undefined || field !== undefined)) {
    throw new RuntimeError('Unable to apply Path transformation to null or empty input.');
  }
  if (value === null) return value;
  if (field !== undefined) throw pathNotFoundInField(path.text, field, scope.input);
  throw new RuntimeError(
    `Invalid path '${path.text}' : ${explainMissing(path.syntax, rootValue(path.syntax.root, scope))}`,
  );
}

/** The failure of a path in a template, or in any other field that AWS names in the cause. */
export function pathNotFoundInField(path: string, field: string, input: Json): RuntimeError {
  return new RuntimeError(
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${stringify(input)}'`,
  );
}

function rootValue(root: Root, scope: Scope): Json | undefined {
  switch (root.kind) {
    case 'input':
      return scope.input;
    case 'context':
      return scope.context;
    case 'variable':
      return scope.variables?.get(root.name);
  }
}
