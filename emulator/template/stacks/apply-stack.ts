import { DeployError } from '../deploy-error.ts';
import { parseTemplate } from '../language/template.ts';
import { resourceAction } from './resource-change.ts';
import { StackApplication, type StackOutcome } from './stack-application.ts';
import { describedStack } from './stack-description.ts';
import { StackEvaluation } from './stack-evaluation.ts';
import type { ResourceRecord, StackRecord } from './stack-record.ts';
import type { StackTask } from './stack-task.ts';

/**
 * Makes a stack what its template says: resources in order of their needs, then outputs and exports, then the removal
 * of what is no longer there. A failure takes back what this operation did.
 *
 *     begin → create | update | replace … → outputs → remove replaced and dropped → complete
 *                        └── failure → undo in reverse order → rolled back
 *
 * Each step is on record before and after it is done, so that a killed operation can be taken up where it was.
 *
 * @param stack its record: as it is, or newly made with the status CREATE_IN_PROGRESS or REVIEW_IN_PROGRESS
 * @throws DeployError after the rollback; DeploymentStopped when the emulator stops
 */
export async function applyStack(stack: StackRecord, task: StackTask): Promise<StackOutcome> {
  const { engine, input } = task;
  const template = parseTemplate(input.templateBody);
  const deployed = new Map(engine.store.resources(stack.id).map((record) => [record.logicalId, record]));
  const evaluate = () => StackEvaluation.of({ engine, template, input, stackId: stack.id, deployed });
  if (isSettled(stack)) {
    try {
      const evaluation = await evaluate();
      if (await isUnchanged(evaluation, deployed, task)) {
        engine.store.put(describedStack(stack, task, template, evaluation, await evaluation.outputs()));
        return 'unchanged';
      }
    } catch (error) {
      throw new DeployError(input.name, error);
    }
  }
  return new StackApplication(stack, task, template, deployed).run(evaluate);
}

/** Whether the last operation came to its end, so that the records tell the whole truth. */
const isSettled = ({ status }: StackRecord): boolean => status.endsWith('_COMPLETE') && status !== 'ROLLBACK_COMPLETE';

async function isUnchanged(
  evaluation: StackEvaluation,
  deployed: ReadonlyMap<string, ResourceRecord>,
  { engine }: StackTask,
): Promise<boolean> {
  const { order } = evaluation;
  if (order.length !== deployed.size || !order.every((id) => deployed.has(id))) return false;
  for (const id of order) {
    const record = deployed.get(id);
    const action = resourceAction(record, await evaluation.properties(id), engine.types.find(evaluation.type(id)));
    if (action !== 'none' || record?.deletionPolicy !== evaluation.deletionPolicy(id)) return false;
  }
  return true;
}
