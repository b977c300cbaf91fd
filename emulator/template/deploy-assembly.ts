import type { Clock } from '../runtime/clock.ts';
import type { Assembly, AssemblyStack } from './assembly.ts';
import { type OnProgress, progressListener } from './deploy-progress.ts';
import type { StackOutcome } from './stacks/stack-application.ts';
import type { StackInput, StackListener } from './stacks/stack-input.ts';
import type { StackOperations } from './stacks/stack-operations.ts';
import type { StackRecord } from './stacks/stack-record.ts';
import type { StackStore } from './stacks/stack-store.ts';

export interface AssemblyDeployment {
  readonly application: string;
  /** Names of the stacks that are deployed as they stand. */
  readonly upToDate: ReadonlySet<string>;
  readonly fingerprint: (stack: AssemblyStack) => string;
  readonly clock: Clock;
  readonly stacks: StackStore;
  readonly operations: StackOperations;
  readonly onProgress: OnProgress;
}

/** Deploys the stacks of a checked assembly in order, then deletes those that the application no longer has. */
export async function deployAssembly(assembly: Assembly, deployment: AssemblyDeployment): Promise<void> {
  const { upToDate, onProgress } = deployment;
  const firstChanged = assembly.stacks.findIndex(({ name }) => !upToDate.has(name));
  const changed = firstChanged < 0 ? [] : assembly.stacks.slice(firstChanged);
  const total = changed.reduce((sum, { templateBody }) => sum + countResources(templateBody), 0);
  const listener = progressListener(onProgress, total);
  let isUpstreamChanged: boolean = false;
  for (const stack of assembly.stacks) {
    // What an earlier stack exports may have changed under a template that has not.
    const isSkipped: boolean = upToDate.has(stack.name) && !isUpstreamChanged;
    const outcome: StackOutcome = await timed<StackOutcome>(stack.name, deployment, async () =>
      isSkipped ? 'unchanged' : applyStack(stack, assembly, deployment, listener),
    );
    isUpstreamChanged ||= outcome !== 'unchanged';
  }
  await deleteDropped(assembly, deployment, listener);
}

export function inputOf(stack: AssemblyStack, { assets }: Assembly, application?: string): StackInput {
  const { name, templateBody, parameters, tags, terminationProtection } = stack;
  return {
    name,
    origin: 'assembly',
    templateBody,
    parameters,
    tags,
    terminationProtection,
    assets,
    ...(application === undefined ? {} : { application }),
  };
}

async function applyStack(
  stack: AssemblyStack,
  assembly: Assembly,
  { application, operations, stacks, fingerprint }: AssemblyDeployment,
  listener: StackListener,
): Promise<StackOutcome> {
  const input = inputOf(stack, assembly, application);
  let existing = stacks.find(input.name);
  // What is left of a failed creation or deletion goes first.
  if (existing && /^(?:ROLLBACK_|DELETE_|CREATE_FAILED)/.test(existing.status)) {
    await operations.remove(existing, input.assets, listener);
    existing = undefined;
  }
  return operations.apply(existing ?? operations.newStack(input), input, listener, fingerprint(stack));
}

async function deleteDropped(
  assembly: Assembly,
  deployment: AssemblyDeployment,
  listener: StackListener,
): Promise<void> {
  const { stacks, operations, application } = deployment;
  const kept = new Set(assembly.stacks.map(({ name }) => name));
  const isDropped = ({ name, details }: StackRecord) => details.application === application && !kept.has(name);
  for (const stack of stacks.live().filter(isDropped)) {
    try {
      await timed(stack.name, deployment, async () => {
        await operations.remove(stack, assembly.assets, listener);
        return 'deleted' as const;
      });
    } catch (error) {
      // The application runs without it: what would not go is told, and tried again at the next deployment.
      const reason = error instanceof Error ? error.message : String(error);
      listener.note({
        stackName: stack.name,
        message: `the application no longer has this stack, and it stays: ${reason}`,
      });
    }
  }
}

async function timed<Outcome extends StackOutcome | 'deleted'>(
  stackName: string,
  { clock, onProgress }: AssemblyDeployment,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const startedAt = clock.now();
  const outcome = await work();
  onProgress({ kind: 'stack', stackName, outcome, durationMilliseconds: clock.now() - startedAt });
  return outcome;
}

const countResources = (templateBody: string): number => Object.keys(JSON.parse(templateBody).Resources ?? {}).length;
