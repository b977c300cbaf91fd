import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../door/errors.ts';
import { GroupCommit } from '../../../runtime/group-commit.ts';
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
export interface Planned extends Written {
  readonly stored: StoredItem | undefined;
}

/**
 * Does writes, alone or several at once. The store works on one of them at a time, so that what a condition saw is what
 * the write changes.
 */
export class Writer {
  readonly #items: Items;
  readonly #commits: GroupCommit;

  constructor(store: Store, items: Items) {
    this.#items = items;
    this.#commits = new GroupCommit((work) => store.transaction(work));
  }

  /**
   * Runs writes so that those of requests that arrive together share a commit, and answers when they are stored. What
   * they depend on (the table, the item) must be looked up in `work`: other work may come before.
   *
   * @param work may refuse by throwing an AwsError, as long as it has written nothing
   */
  async commit<T>(work: () => T): Promise<T> {
    const outcome = await this.#commits.run(() => {
      try {
        return { done: work() };
      } catch (error) {
        // Thrown further, a refusal would undo the writes that it shares the commit with.
        if (error instanceof AwsError) return { refused: error };
        throw error;
      }
    });
    if ('refused' in outcome) throw outcome.refused;
    return outcome.done;
  }

  /** @throws AwsError ConditionalCheckFailedException, ValidationException */
  write(action: BoundAction): Written {
    const stored = this.#items.get(action.table, action.key);
    if (!meets(action, stored)) throw conditionalCheckFailed(action.showOnFailure ? stored?.item : undefined);
    const planned = plan(action, stored);
    this.perform(planned);
    return planned;
  }

  /**
   * Looks whether all writes of a transaction may be done.
   *
   * @param actions each is bound, or holds the reason why it could not be
   * @throws AwsError TransactionCanceledException, with a reason for every action
   */
  planAll(actions: readonly (BoundAction | CancellationReason)[]): readonly Planned[] {
    const plans = actions.map((action) => ('table' in action ? this.#tryToPlan(action) : action));
    const planned = plans.filter((result) => 'action' in result);
    if (planned.length === plans.length) return planned;
    throw transactionCancelled(plans.map((result) => ('action' in result ? NO_REASON : result)));
  }

  perform({ action: { table, key }, stored, next }: Planned): void {
    // Neither a check nor the removal of nothing writes.
    if (next === stored?.item) return;
    this.#items.write({ table, key, old: stored, next });
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
