import type { Json } from '../json.ts';

/** What `$`, `$$` and `$name` stand for. */
export type Root =
  | { readonly kind: 'input' }
  | { readonly kind: 'context' }
  | { readonly kind: 'variable'; readonly name: string };

/** Whether a filter keeps a value; `root` is the document that `$` names inside the filter. */
export type Filter = (value: Json, root: Json) => boolean;

/** One step of a path, in the dialect of Jayway JsonPath, which AWS runs. */
export type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'function'; readonly name: string };

/** A parsed path. */
export interface PathSyntax {
  readonly root: Root;
  readonly steps: readonly Step[];
}

/**
 * A definite path selects at most one value and answers it; any other path selects a list and answers that list.
 * The spec's reference paths are the definite ones without functions.
 */
export function isDefinite(steps: readonly Step[]): boolean {
  return steps.every(
    (step, i) =>
      step.kind === 'field' ||
      step.kind === 'index' ||
      step.kind === 'function' ||
      (step.kind === 'fields' && i === steps.length - 1),
  );
}

/** A path in bracket notation, the way AWS quotes it in causes: `$['a'][0]`. */
export function bracketNotation(steps: readonly Step[]): string {
  return `$${steps.map(stepText).join('')}`;
}

function stepText(step: Step): string {
  switch (step.kind) {
    case 'field':
      return `['${step.name}']`;
    case 'fields':
      return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
    case 'index':
      return `[${step.index}]`;
    case 'indexes':
      return `[${step.indexes.join(',')}]`;
    case 'slice':
      return `[${step.from ?? ''}:${step.to ?? ''}]`;
    case 'wildcard':
      return '[*]';
    case 'descend':
      return '..';
    case 'filter':
      return '[?]';
    case 'function':
      return `.${step.name}()`;
  }
}
