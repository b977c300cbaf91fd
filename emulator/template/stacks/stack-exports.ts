import { TemplateError } from '../language/errors.ts';
import type { StackOutput, StackRecord } from './stack-record.ts';
import type { StackTask } from './stack-task.ts';

/** Values by export name. */
export const exportValues = (outputs: readonly StackOutput[]): Map<string, string> =>
  new Map(outputs.flatMap(({ exportName, value }) => (exportName === undefined ? [] : [[exportName, value]])));

/**
 * Checks what a stack is about to export against other stacks: a name belongs to one stack, and a value in use stays.
 * The stacks of an application are all deployed again, so there a change that AWS would refuse is told and let through.
 *
 * @throws TemplateError in CloudFormation's words
 */
export function checkExports(
  stack: StackRecord,
  outputs: readonly StackOutput[],
  { engine, input, listener }: StackTask,
): void {
  const { store } = engine;
  const values = exportValues(outputs);
  for (const name of values.keys()) {
    const owner = store.exported(name);
    if (owner && owner.stackId !== stack.id)
      throw new TemplateError(
        `Export with name ${name} is already exported by stack ${store.find(owner.stackId)?.name ?? owner.stackId}`,
      );
  }
  for (const { name, value, stackId } of store.exports()) {
    if (stackId !== stack.id || values.get(name) === value) continue;
    const [user] = store.importers(name);
    if (user === undefined) continue;
    const message = `Export ${name} cannot be ${values.has(name) ? 'updated' : 'deleted'} as it is in use by ${user}`;
    if (input.origin === 'api') throw new TemplateError(message);
    listener.note({ stackName: stack.name, message: `AWS would refuse this update: ${message}` });
  }
}
