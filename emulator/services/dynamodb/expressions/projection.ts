import type { Item, Value } from '../values/value.ts';
import { attributeOf } from '../values/value.ts';
import type { Bindings } from './bindings.ts';
import { ParseCache } from './parse-cache.ts';
import { type Path, type PathNode, parsePath, refuseOverlaps } from './path.ts';
import { TokenStream } from './token-stream.ts';

/** Which parts of an item are asked for. */
export interface Projection {
  readonly paths: readonly Path[];
  /** A copy of the item that holds those parts only; elements of a list keep their order and close up. */
  readonly apply: (item: Item) => Item;
}

const KIND = 'ProjectionExpression';
const TREES = new ParseCache(parseProjection);

/** Compiles `a, b.c, d[0]`. */
export function compileProjection(expression: string, bindings: Bindings): Projection {
  const paths = TREES.parse(expression).map((node) => bindings.path(KIND, node));
  refuseOverlaps(KIND, paths);
  return projectionOf(paths);
}

function parseProjection(expression: string): readonly PathNode[] {
  const tokens = new TokenStream(KIND, expression);
  const paths = [parsePath(tokens)];
  while (tokens.take(',')) paths.push(parsePath(tokens));
  tokens.expectEnd();
  return paths;
}

/** The same for paths that are known already. */
export function projectionOf(paths: readonly Path[]): Projection {
  const root = branch();
  for (const path of paths) grow(root, path);
  return { paths, apply: (item) => pruneItem(item, root) };
}

/** What is wanted below a place: all of it, or these children. */
type Wanted = 'all' | Branch;

interface Branch {
  readonly names: Map<string, Wanted>;
  readonly indexes: Map<number, Wanted>;
}

const branch = (): Branch => ({ names: new Map(), indexes: new Map() });

function grow(root: Branch, path: Path): void {
  let here = root;
  for (const [at, step] of path.entries()) {
    const last = at === path.length - 1;
    const known = typeof step === 'string' ? here.names.get(step) : here.indexes.get(step);
    const next = last ? 'all' : (known ?? branch());
    if (typeof step === 'string') here.names.set(step, next);
    else here.indexes.set(step, next);
    if (next === 'all') return;
    here = next;
  }
}

function pruneItem(item: Item, { names }: Branch): Item {
  const pruned: Record<string, Value> = {};
  for (const [name, wanted] of names) {
    const value = attributeOf(item, name);
    const kept = value && prune(value, wanted);
    if (kept) pruned[name] = kept;
  }
  return pruned;
}

function prune(value: Value, wanted: Wanted): Value | undefined {
  if (wanted === 'all') return value;
  if ('M' in value && wanted.names.size > 0) {
    const pruned = pruneItem(value.M, wanted);
    return Object.keys(pruned).length > 0 ? { M: pruned } : undefined;
  }
  return 'L' in value && wanted.indexes.size > 0 ? pruneList(value.L, wanted) : undefined;
}

function pruneList(list: readonly Value[], { indexes }: Branch): Value | undefined {
  const kept = list.flatMap((element, index) => {
    const wanted = indexes.get(index);
    return (wanted && prune(element, wanted)) ?? [];
  });
  return kept.length > 0 ? { L: kept } : undefined;
}
