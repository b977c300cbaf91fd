import { DeployError } from '../deploy-error.ts';
import type { Assets } from '../resource-type.ts';
import type { StackEngine } from './stack-engine.ts';
import type { StackListener } from './stack-input.ts';
import type { ResourceRecord, StackRecord } from './stack-record.ts';

export interface RemovalOptions {
  readonly engine: StackEngine;
  readonly listener: StackListener;
  readonly assets: Assets;
}

export interface FailedRemoval {
  readonly record: ResourceRecord;
  readonly reason: string;
}

/**
 * Deletes resources, dependents first, as their deletion policies say. What a resource that would not go depends on
 * stays too.
 *
 * @param records resources of the stack, or replaced ones of former times
 */
export async function removeResources(
  stack: StackRecord,
  records: readonly ResourceRecord[],
  options: RemovalOptions,
): Promise<FailedRemoval[]> {
  const failed: FailedRemoval[] = [];
  const needed = new Set<string>();
  for (const record of [...records].sort((a, b) => b.sequence - a.sequence)) {
    if (!needed.has(record.logicalId)) {
      const reason = await remove(stack, record, options);
      if (reason === undefined) continue;
      failed.push({ record, reason });
    }
    for (const other of record.needs) needed.add(other);
  }
  return failed;
}

/** @returns why it failed, or undefined */
async function remove(
  stack: StackRecord,
  record: ResourceRecord,
  options: RemovalOptions,
): Promise<string | undefined> {
  const { engine, listener, assets } = options;
  const { driver, recorder } = engine;
  const { logicalId, type } = record;
  if (isKept(record)) {
    listener.note({ stackName: stack.name, logicalId, message: keptBecause(record) });
    recorder.resourceEvent(stack, record, 'DELETE_SKIPPED');
    forget(record, options);
    return undefined;
  }
  listener.resource({ stackName: stack.name, logicalId, type, action: 'delete' });
  recorder.resourceEvent(stack, record, 'DELETE_IN_PROGRESS');
  try {
    await driver.delete(record, stack, assets);
  } catch (error) {
    const { reason } = DeployError.of(error, stack.name, record);
    recorder.resourceEvent(stack, record, 'DELETE_FAILED', reason);
    return reason;
  }
  recorder.resourceEvent(stack, record, 'DELETE_COMPLETE');
  forget(record, options);
  return undefined;
}

/** What was never made, or stands for nothing, needs no keeping. */
const isKept = ({ deletionPolicy, physicalId, placeholder }: ResourceRecord): boolean =>
  deletionPolicy !== 'Delete' && physicalId !== undefined && !placeholder;

const keptBecause = ({ physicalId, deletionPolicy }: ResourceRecord): string =>
  deletionPolicy === 'Snapshot'
    ? `${physicalId} is kept: the policy Snapshot would delete it on AWS once a snapshot is taken`
    : `${physicalId} is kept, as the policy ${deletionPolicy} says`;

/** Ends the record of the resource itself or of a replaced one, and leaves a successor's alone. */
function forget(record: ResourceRecord, { engine: { store } }: RemovalOptions): void {
  const { stackId, logicalId, generation } = record;
  store.deleteLeftover(record);
  if (store.resource(stackId, logicalId)?.generation === generation) store.deleteResource(stackId, logicalId);
}
