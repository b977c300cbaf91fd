import type { Item, Value } from '../../values/value.ts';
import type { Path } from '../path.ts';

/** One action of an update, ready to be computed. */
export interface Action {
  readonly target: Path;
  /** Every path that the new value is computed from. */
  readonly reads: readonly Path[];
  /** What shall stand at the target, computed from the item as it was; undefined removes it. */
  readonly compute: (item: Item) => Value | undefined;
}
