import type { StackEngine } from './stack-engine.ts';
import type { StackRecord, StackStatus } from './stack-record.ts';

/** CloudFormation forgets deleted stacks after so many days. */
const DELETED_STACKS_KEPT_DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;

const REASON = 'The emulator was stopped during the operation';

/**
 * Brings the stacks in order that an earlier run left behind. Those of an assembly go on with the next deployment; for
 * those of the API there is nobody who would, so their operation has failed. Nested ones are their parents' matter.
 */
export function recoverStacks({ store, recorder, clock }: StackEngine): void {
  const forgetBefore = clock.now() - DELETED_STACKS_KEPT_DAYS * DAY_MILLISECONDS;
  for (const stack of store.list()) {
    if (stack.deletedAt !== undefined && stack.deletedAt < forgetBefore) store.forget(stack.id);
    const failed = stack.origin === 'api' ? failureOf(stack) : undefined;
    if (failed) recorder.stack(stack, failed, REASON);
  }
}

function failureOf({ status }: StackRecord): StackStatus | undefined {
  switch (status) {
    case 'CREATE_IN_PROGRESS':
      return 'CREATE_FAILED';
    case 'ROLLBACK_IN_PROGRESS':
      return 'ROLLBACK_FAILED';
    case 'DELETE_IN_PROGRESS':
      return 'DELETE_FAILED';
    case 'UPDATE_IN_PROGRESS':
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return 'UPDATE_FAILED';
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return 'UPDATE_ROLLBACK_FAILED';
    default:
      return undefined;
  }
}
