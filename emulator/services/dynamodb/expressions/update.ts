import type { Item } from '../values/value.ts';
import type { Action } from './actions/action.ts';
import { compileAdd } from './actions/add.ts';
import { compileDelete } from './actions/delete.ts';
import { compileRemove } from './actions/remove.ts';
import { compileSet } from './actions/set.ts';
import type { Bindings } from './bindings.ts';
import { assign, remove } from './edit.ts';
import { ParseCache } from './parse-cache.ts';
import { type Path, readPath, refuseOverlaps } from './path.ts';
import { TokenStream } from './token-stream.ts';
import { type ActionNode, parseUpdate } from './update-syntax.ts';

/** An update that is ready to be applied to items. */
export interface Update {
  /** What it changes. */
  readonly targets: readonly Path[];
  /** What it computes the new values from. */
  readonly reads: readonly Path[];
  /**
   * The item after the update, and where the new values ended up.
   *
   * @throws ValidationError when the item does not fit the update
   */
  readonly apply: (item: Item) => Updated;
}

export interface Updated {
  readonly item: Item;
  readonly paths: readonly Path[];
}

const KIND = 'UpdateExpression';
const TREES = new ParseCache((expression: string) => parseUpdate(new TokenStream(KIND, expression)));

export function compileUpdate(expression: string, bindings: Bindings): Update {
  const actions = TREES.parse(expression).map((node) => compileAction(node, bindings));
  refuseOverlaps(
    KIND,
    actions.map(({ target }) => target),
  );
  return updateOf(actions);
}

function compileAction(node: ActionNode, bindings: Bindings): Action {
  switch (node.kind) {
    case 'SET':
      return compileSet(node, bindings);
    case 'REMOVE':
      return compileRemove(node, bindings);
    case 'ADD':
      return compileAdd(node, bindings);
    case 'DELETE':
      return compileDelete(node, bindings);
  }
}

/** The update that consists of these actions. */
export function updateOf(actions: readonly Action[]): Update {
  return {
    targets: actions.map(({ target }) => target),
    reads: actions.flatMap(({ reads }) => reads),
    apply: (item) => applyActions(item, actions),
  };
}

/**
 * Every value is computed from the item as it was. Then values are put in place, those at list indexes in ascending
 * order, so that indexes behind the end append in that order; removals come last and from behind, so that each list
 * index still means what it meant.
 */
function applyActions(before: Item, actions: readonly Action[]): Updated {
  const changes = actions.map(({ target, compute }) => ({ target, value: compute(before) }));
  changes.sort((a, b) => lastIndex(a.target) - lastIndex(b.target));
  let item = before;
  const paths: Path[] = [];
  for (const { target, value } of changes) {
    if (!value) continue;
    const assigned = assign(item, target, value);
    item = assigned.item;
    paths.push(assigned.path);
  }
  for (const { target, value } of changes.reverse()) {
    if (!value && (readPath(item, target) || target.length > 1)) item = remove(item, target);
  }
  return { item, paths };
}

const lastIndex = (path: Path): number => {
  const step = path.at(-1);
  return typeof step === 'number' ? step : -1;
};
