import { DeployError } from '../deploy-error.ts';
import { TemplateError } from '../language/errors.ts';
import { type RemovalOptions, removeResources } from './remove-resources.ts';
import type { StackRecord } from './stack-record.ts';

export interface DeleteOptions extends RemovalOptions {
  /** Logical ids to leave alone, for a stack whose deletion failed. */
  readonly retain?: readonly string[];
}

/**
 * Deletes a stack with its resources, dependents first.
 *
 * @throws DeployError when an export is in use or a resource would not go; the stack is then DELETE_FAILED, and what
 * was deleted is gone
 */
export async function deleteStack(stack: StackRecord, options: DeleteOptions): Promise<void> {
  const { engine, retain = [] } = options;
  const { store, recorder, clock } = engine;
  refuseExportsInUse(stack, options);
  const current = recorder.stack(stack, 'DELETE_IN_PROGRESS');
  const records = [...store.leftovers(stack.id), ...store.resources(stack.id)].map((record) =>
    retain.includes(record.logicalId) ? { ...record, deletionPolicy: 'Retain' as const } : record,
  );
  const failed = await removeResources(current, records, options);
  const [first] = failed;
  if (first) {
    const ids = failed.map(({ record }) => record.logicalId).join(', ');
    recorder.stack(current, 'DELETE_FAILED', `The following resource(s) failed to delete: [${ids}].`);
    throw new DeployError(stack.name, new Error(first.reason), first.record);
  }
  store.transaction(() => {
    store.setExports(stack.id, new Map());
    store.setImports(stack.id, []);
    recorder.stack({ ...current, deletedAt: clock.now() }, 'DELETE_COMPLETE');
  });
}

function refuseExportsInUse(stack: StackRecord, { engine: { store, recorder } }: DeleteOptions): void {
  for (const { name, stackId } of store.exports()) {
    if (stackId !== stack.id) continue;
    const user = store.importers(name).find((importer) => importer !== stack.name);
    if (user === undefined) continue;
    const error = new TemplateError(`Export ${name} cannot be deleted as it is in use by ${user}`);
    recorder.stack(stack, 'DELETE_FAILED', error.message);
    throw new DeployError(stack.name, error);
  }
}
