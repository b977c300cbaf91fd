import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import type { Workflow } from './state.ts';

/** One state of a state machine's configuration; an execution keeps the one it started with. */
export interface Revision {
  /** Row number. */
  readonly id: number;
  /** As UpdateStateMachine answers it; undefined for the one that CreateStateMachine made. */
  readonly revisionId: string | undefined;
  readonly machineArn: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly logging: LoggingConfiguration | undefined;
  readonly tracing: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** A definition as it runs. */
export interface Program extends Workflow {
  /** `TimeoutSeconds` of the definition. */
  readonly timeoutSeconds: number | undefined;
  /** What the child executions of Map states in DISTRIBUTED mode run, by the state's name. */
  readonly processors: ReadonlyMap<string, Workflow>;
}
