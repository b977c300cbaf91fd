import type { Engine } from './engine/engine.ts';
import type { Execution } from './engine/execution.ts';
import type { Machines } from './machines.ts';
import type { TagStore } from './storage/tag-store.ts';

interface Deps {
  readonly engine: Engine;
  readonly machines: Machines;
  readonly tags: TagStore;
}

/** Marks a state machine as DELETING and removes it once none of its executions runs. One that is not there is fine. */
export function deleteMachine(deps: Deps, arn: string): void {
  const { machines, engine } = deps;
  if (!machines.store.find(arn)) return;
  const running = [...engine.liveExecutions()].filter(({ record }) => record.machineArn === arn);
  if (running.length === 0) {
    remove(deps, arn);
    return;
  }
  machines.store.setStatus(arn, 'DELETING');
  for (const execution of running) execution.abortAtTransition = true;
}

/** Removes the execution's state machine if that was the last one it waited for. */
export function finishDeletion(deps: Deps, { record }: Execution): void {
  const { machines, engine } = deps;
  if (machines.store.find(record.machineArn)?.status !== 'DELETING') return;
  for (const other of engine.liveExecutions()) if (other.record.machineArn === record.machineArn) return;
  remove(deps, record.machineArn);
}

function remove({ machines, tags }: Deps, arn: string): void {
  machines.store.transaction(() => {
    machines.store.delete(arn);
    tags.removeAll(arn);
  });
}
