import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../door/errors.ts';
import type { Store } from '../../../runtime/store.ts';
import { CONDITION_FAILED, conditionalCheckFailed, ValidationError } from '../errors.ts';
import type { Path } from '../expressions/path.ts';
import type { Items, StoredItem } from '../items/items.ts';
import type { Item } from '../values/value.ts';
import type { BoundAction } from './write-action.ts';

/** A write that was done: what the item was, and what became of it. */
export interface Written {
  readonly action: BoundAction;
  readonly old: Item | undefined;
  readonly next: Item | undefined;
  /** What an update touched, and where the values that it set are now. */
  readonly targets: readonly Path[];
  readonly paths: readonly Path[];
}

/** A write that may be done. */
interface Planned extends Written {
  readonly stored: StoredItem | undefined;
}

/** Does writes, alone or several at once. The store works on one call at a time, so that reading and writing are one. */
export class Writer {
  readonly #store: Store;
  readonly #items: Items;

  constructor(store: Store, items: Items) {
    this.#store = store;
    this.#items = items;
  }

  /** @throws AwsError ConditionalCheckFailedException, ValidationException */
  write(action: BoundAction): Written {
    const stored = this.#items.get(action.table, action.key);
    if (!meets(action, stored)) throw conditionalCheckFailed(action.showOnFailure ? stored?.item : undefined);
    const planned = plan(action, stored);
    this.#perform(planned);
    return planned;
  }

  /**
   * Does all writes or none.
   *
   * @param actions each is bound, or holds the reason why it could not be
   * @throws AwsError TransactionCanceledException, with a reason for every action
   */
  writeAll(actions: readonly (BoundAction | CancellationReason)[]): readonly Written[] {
    const plans = actions.map((action) => ('table' in action ? this.#tryToPlan(action) : action));
    const planned = plans.filter((result) => 'action' in result);
    if (planned.length < plans.length) {
      throw transactionCancelled(plans.map((result) => ('action' in result ? NO_REASON : result)));
    }
    this.#store.transaction(() => {
      for (const one of planned) this.#perform(one);
    });
    return planned;
  }

  #tryToPlan(action: BoundAction): Planned | CancellationReason {
    const stored = this.#items.get(action.table, action.key);
    if (!meets(action, stored)) {
      const shown = action.showOnFailure && stored ? { Item: stored.item } : {};
      return { Code: 'ConditionalCheckFailed', Message: CONDITION_FAILED, ...shown };
    }
    try {
      return plan(action, stored);
    } catch (error) {
      return validationReason(error);
    }
  }

  #perform({ action: { table, key }, stored, next }: Planned): void {
    // Neither a check nor the removal of nothing writes.
    if (next === stored?.item) return;
    this.#items.write({ table, key, old: stored, next });
  }
}

const meets = ({ condition }: BoundAction, stored: StoredItem | undefined) =>
  !condition || condition.test(stored?.item ?? {});

function plan(action: BoundAction, stored: StoredItem | undefined): Planned {
  const { item: next, targets = [], paths = [] } = action.next(stored?.item);
  return { action, stored, old: stored?.item, next, targets, paths };
}

const NO_REASON: CancellationReason = { Code: 'None' };

/** The reason that a validation error is; any other error is thrown on. */
export function validationReason(error: unknown): CancellationReason {
  if (!(error instanceof ValidationError)) throw error;
  return { Code: 'ValidationError', Message: error.message };
}

export function transactionCancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { members: { CancellationReasons: reasons } },
  );
}
