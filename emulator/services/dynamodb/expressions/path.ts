import { NESTING_LEVELS } from '../limits.ts';
import { attributeOf, type Item, type Value } from '../values/value.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import { isReserved } from './reserved-words.ts';
import type { TokenStream } from './token-stream.ts';

/** A step of a path as it is written: a name, a `#alias`, or a list index. */
export type PathStep =
  | { readonly kind: 'name' | 'alias'; readonly text: string }
  | { readonly kind: 'index'; readonly index: number };

export interface PathNode {
  readonly kind: 'path';
  readonly steps: readonly PathStep[];
}

/** A place in an item: attribute names and list indexes; the first is a name. */
export type Path = readonly (string | number)[];

const LARGEST_INDEX = 2 ** 31 - 1;

/** `a.#b[1].c` */
export function parsePath(tokens: TokenStream): PathNode {
  const steps: PathStep[] = [parseName(tokens)];
  for (;;) {
    if (tokens.take('.')) steps.push(parseName(tokens));
    else if (tokens.take('[')) steps.push(parseIndex(tokens));
    else break;
  }
  if (steps.length > NESTING_LEVELS) {
    throw tokens.fail(`The document path has too many nesting levels; nesting levels: ${steps.length}`);
  }
  return { kind: 'path', steps };
}

function parseName(tokens: TokenStream): PathStep {
  if (tokens.peek().kind === 'alias') return { kind: 'alias', text: tokens.next().text };
  const { text } = tokens.expectKind('name');
  if (isReserved(text)) throw tokens.fail(`Attribute name is a reserved keyword; reserved keyword: ${text}`);
  return { kind: 'name', text };
}

function parseIndex(tokens: TokenStream): PathStep {
  const { text } = tokens.expectKind('number');
  tokens.expect(']');
  const index = Number(text);
  if (index > LARGEST_INDEX) {
    throw tokens.fail(`List index is not within the allowable range; index: [${text}]`);
  }
  return { kind: 'index', index };
}

/** What stands at the path; undefined when nothing does. */
export function readPath(item: Item, path: Path): Value | undefined {
  let value: Value | undefined = { M: item };
  for (const step of path) {
    if (value === undefined) return undefined;
    value = child(value, step);
  }
  return value;
}

/** The element of a map or list; undefined for any other value. */
export function child(value: Value, step: string | number): Value | undefined {
  if (typeof step === 'string') return 'M' in value ? attributeOf(value.M, step) : undefined;
  return 'L' in value ? value.L[step] : undefined;
}

/** `[a, b, [1]]`, as messages show a path. */
export const showPath = (path: Path): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;

export const samePath = (left: Path, right: Path): boolean =>
  left.length === right.length && left.every((step, at) => step === right[at]);

/**
 * Refuses paths of which one lies in the other, or that cannot both exist (`a.b` and `a[0]`).
 */
export function refuseOverlaps(kind: ExpressionKind, paths: readonly Path[]): void {
  paths.forEach((path, at) => {
    for (const earlier of paths.slice(0, at)) {
      const relation = relate(earlier, path);
      if (!relation) continue;
      throw invalidExpression(
        kind,
        `Two document paths ${relation} with each other; must remove or rewrite one of these paths; ` +
          `path one: ${showPath(earlier)}, path two: ${showPath(path)}`,
      );
    }
  });
}

function relate(one: Path, two: Path): 'overlap' | 'conflict' | undefined {
  for (let at = 0; at < Math.min(one.length, two.length); at += 1) {
    if (typeof one[at] !== typeof two[at]) return 'conflict';
    if (one[at] !== two[at]) return undefined;
  }
  return 'overlap';
}
