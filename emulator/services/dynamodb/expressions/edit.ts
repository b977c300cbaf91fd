import { ValidationError } from '../errors.ts';
import type { Item, Value } from '../values/value.ts';
import { child, type Path } from './path.ts';

/**
 * Changes at a path, on copies: the item that was read stays as it is, and what the change does not touch is shared.
 */

function invalidPath(): never {
  throw new ValidationError('The document path provided in the update expression is invalid for update');
}

/** What became of an item, and where the value ended up: behind the end of a list, it is appended. */
export interface Assigned {
  readonly item: Item;
  readonly path: Path;
}

/** Puts `value` at `path`; the map or list that holds it must exist. */
export function assign(item: Item, path: Path, value: Value): Assigned {
  let landed = path;
  const changed = editParent({ M: item }, path, 0, (parent, step) => {
    if (typeof step === 'string') return 'M' in parent ? { M: { ...parent.M, [step]: value } } : invalidPath();
    if (!('L' in parent)) return invalidPath();
    const index = Math.min(step, parent.L.length);
    landed = [...path.slice(0, -1), index];
    return { L: replace(parent.L, index, value) };
  });
  return { item: rootOf(changed), path: landed };
}

/** Takes away what stands at `path`; the map or list that holds it must exist, it itself need not. */
export function remove(item: Item, path: Path): Item {
  return rootOf(
    editParent({ M: item }, path, 0, (parent, step) => {
      if (typeof step === 'number') {
        return 'L' in parent ? { L: parent.L.filter((_element, index) => index !== step) } : invalidPath();
      }
      if (!('M' in parent)) return invalidPath();
      const { [step]: _removed, ...rest } = parent.M;
      return { M: rest };
    }),
  );
}

function replace(list: readonly Value[], index: number, value: Value): Value[] {
  return index < list.length ? list.with(index, value) : [...list, value];
}

type Edit = (parent: Value, step: string | number) => Value;

/** Copies the containers along the path and lets `edit` change the last of them. */
function editParent(container: Value, path: Path, at: number, edit: Edit): Value {
  const step = path[at];
  if (step === undefined) return invalidPath();
  if (at === path.length - 1) return edit(container, step);
  const inner = child(container, step);
  if (!inner) return invalidPath();
  const changed = editParent(inner, path, at + 1, edit);
  if (typeof step === 'number') return 'L' in container ? { L: container.L.with(step, changed) } : invalidPath();
  return 'M' in container ? { M: { ...container.M, [step]: changed } } : invalidPath();
}

const rootOf = (value: Value): Item => ('M' in value ? value.M : invalidPath());
