import type { Template } from '../language/template.ts';
import type { StackEvaluation } from './stack-evaluation.ts';
import type { StackOutput, StackRecord } from './stack-record.ts';
import type { StackTask } from './stack-task.ts';

/** The stack's record with what a completed operation makes of everything but its status. */
export function describedStack(
  stack: StackRecord,
  { input, fingerprint }: StackTask,
  template: Template,
  evaluation: StackEvaluation,
  outputs: readonly StackOutput[],
): StackRecord {
  const { fingerprint: _, ...rest } = stack;
  return {
    ...rest,
    templateBody: input.templateBody,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    details: {
      parameters: [...evaluation.parameters].map(([key, { given, resolved }]) => ({
        key,
        value: given,
        ...(resolved === undefined ? {} : { resolved }),
        ...(template.Parameters[key]?.NoEcho ? { noEcho: true } : {}),
      })),
      tags: input.tags,
      capabilities: input.capabilities ?? [],
      notificationArns: input.notificationArns ?? [],
      outputs,
      terminationProtection: input.terminationProtection ?? stack.details.terminationProtection,
      disableRollback: input.onFailure === 'DO_NOTHING',
      ...(template.Description === undefined ? {} : { description: template.Description }),
      ...(input.originalBody === undefined ? {} : { originalBody: input.originalBody }),
      ...(input.roleArn === undefined ? {} : { roleArn: input.roleArn }),
      ...(input.application === undefined ? {} : { application: input.application }),
      ...(input.parent ? { parentId: input.parent.id, rootId: input.parent.rootId } : {}),
      ...templateHistory(stack, input.templateUrl),
    },
  };
}

/** A nested stack's template of before is kept: a rollback of its parent goes back to it. */
function templateHistory({ details, templateBody }: StackRecord, templateUrl: string | undefined) {
  if (templateUrl === undefined) return {};
  const { templateUrl: url } = details;
  const previousTemplate =
    url !== undefined && url !== templateUrl ? { url, body: templateBody } : details.previousTemplate;
  return { templateUrl, ...(previousTemplate ? { previousTemplate } : {}) };
}
