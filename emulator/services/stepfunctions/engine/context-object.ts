import type { Json, JsonObject } from '../json.ts';
import type { Execution } from './execution.ts';

/** What the Context object says of the state that reads it. */
export interface StateContext {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly enteredAt: number;
  /** How often the state was retried; undefined where the state type has no Retry. */
  readonly retryCount: number | undefined;
  readonly taskToken?: string;
  readonly mapItem?: Json;
}

/** The Context object (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html). */
export function contextObject(execution: Execution, state: StateContext): JsonObject {
  const { record } = execution;
  return {
    Execution: {
      Id: record.arn,
      Input: execution.input.value,
      StartTime: new Date(record.startAt).toISOString(),
      Name: record.name,
      RoleArn: execution.revision.roleArn,
      ...(record.type === 'STANDARD' ? { RedriveCount: record.redriveCount } : {}),
      ...(record.redriveAt === undefined ? {} : { RedriveTime: new Date(record.redriveAt).toISOString() }),
    },
    StateMachine: { Id: record.machineArn, Name: record.machineName },
    State: {
      Name: state.name,
      EnteredTime: new Date(state.enteredAt).toISOString(),
      ...(state.retryCount === undefined ? {} : { RetryCount: state.retryCount }),
    },
    ...(state.mapItem === undefined ? {} : { Map: { Item: state.mapItem } }),
    ...(state.taskToken === undefined ? {} : { Task: { Token: state.taskToken } }),
  };
}
