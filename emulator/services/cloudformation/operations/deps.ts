import type { Door } from '../../../door/door.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { StackEngine } from '../../../template/stacks/stack-engine.ts';
import type { StackOperations } from '../../../template/stacks/stack-operations.ts';
import type { StackRecord } from '../../../template/stacks/stack-record.ts';
import type { StackStore } from '../../../template/stacks/stack-store.ts';
import { noStackWithId } from '../errors.ts';
import { required } from '../required.ts';

/** What CloudFormation's operations may ask for; each takes what it needs of it. */
export interface Deps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly stacks: StackStore;
  readonly operations: StackOperations;
  readonly engine: () => StackEngine;
}

/** @throws AwsError ValidationError when there is no such stack, in the words given or the usual ones */
export function findStack(stacks: StackStore, name: string | undefined, missing = noStackWithId): StackRecord {
  const stack = stacks.find(required(name, 'stackName'));
  if (!stack) throw missing(name ?? '');
  return stack;
}
