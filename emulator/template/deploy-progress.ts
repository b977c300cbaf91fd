import type { StackOutcome } from './stacks/stack-application.ts';
import type { ResourceStep, StackListener, StackNote } from './stacks/stack-input.ts';

/** What happens during a deployment, as the terminal tells it. */
export type DeployProgress =
  /** `index` counts steps; `total` is the number of resources in the stacks that have to be looked at. */
  | ({ readonly kind: 'resource'; readonly index: number; readonly total: number } & ResourceStep)
  | ({ readonly kind: 'note' } & StackNote)
  | {
      readonly kind: 'stack';
      readonly stackName: string;
      readonly outcome: StackOutcome | 'deleted';
      readonly durationMilliseconds: number;
    };

export type OnProgress = (progress: DeployProgress) => void;

/** Numbers the steps of a deployment. */
export function progressListener(onProgress: OnProgress, total: number): StackListener {
  let index = 0;
  return {
    resource: (step) => {
      index += 1;
      onProgress({ kind: 'resource', index, total: Math.max(total, index), ...step });
    },
    note: (note) => onProgress({ kind: 'note', ...note }),
  };
}
