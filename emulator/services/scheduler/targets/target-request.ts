import type { ScheduleTarget } from '../model.ts';

/** The call that a target stands for. */
export interface TargetRequest {
  /** Folder name of the service. */
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

/** What goes into the call of a target. */
export interface Invocation {
  readonly target: ScheduleTarget;
  /** The target's input, or the event that Scheduler sends by default; placeholders are filled. */
  readonly input: string;
  /** The same for all tries of one invocation. */
  readonly executionId: string;
}

export type RequestMaker = (invocation: Invocation) => TargetRequest;
