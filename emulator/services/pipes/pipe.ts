import type { PipeDefinition } from './definition.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html, CurrentState */
export type PipeState =
  | 'CREATING'
  | 'UPDATING'
  | 'DELETING'
  | 'STARTING'
  | 'STOPPING'
  | 'RUNNING'
  | 'STOPPED'
  | 'CREATE_FAILED'
  | 'UPDATE_FAILED'
  | 'START_FAILED';

/** A pipe as it is stored. */
export interface Pipe extends PipeDefinition {
  readonly name: string;
  readonly arn: string;
  readonly desiredState: 'RUNNING' | 'STOPPED' | 'DELETED';
  readonly currentState: PipeState;
  /** Why it is not in the desired state. */
  readonly stateReason?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** On the way to another state: nothing can be asked of the pipe until it is there. */
export const isChanging = ({ currentState }: Pipe) => currentState !== 'RUNNING' && currentState.endsWith('ING');
