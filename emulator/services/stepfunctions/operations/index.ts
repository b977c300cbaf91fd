import type { AnyOperation } from '../../../door/operation.ts';
import { createActivity, deleteActivity, describeActivity, listActivities } from './activities.ts';
import {
  createStateMachineAlias,
  deleteStateMachineAlias,
  describeStateMachineAlias,
  listStateMachineAliases,
  updateStateMachineAlias,
} from './aliases.ts';
import { createStateMachine } from './create-state-machine.ts';
import { deleteStateMachine } from './delete-state-machine.ts';
import type { OperationDeps } from './deps.ts';
import { describeExecution } from './describe-execution.ts';
import { describeStateMachine, describeStateMachineForExecution } from './describe-state-machine.ts';
import { getActivityTask } from './get-activity-task.ts';
import { getExecutionHistory } from './get-execution-history.ts';
import { listExecutions } from './list-executions.ts';
import { listStateMachines } from './list-state-machines.ts';
import { describeMapRun, listMapRuns, updateMapRun } from './map-runs.ts';
import { redriveExecution } from './redrive-execution.ts';
import { startExecution } from './start-execution.ts';
import { startSyncExecution } from './start-sync-execution.ts';
import { stopExecution } from './stop-execution.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './task-tokens.ts';
import { testState } from './test-state.ts';
import { updateStateMachine } from './update-state-machine.ts';
import { validateStateMachineDefinition } from './validate-state-machine-definition.ts';
import { deleteStateMachineVersion, listStateMachineVersions, publishStateMachineVersion } from './versions.ts';

/** Every operation of the service, each made from what the operations share. */
export const OPERATIONS: readonly ((deps: OperationDeps) => AnyOperation)[] = [
  createActivity,
  createStateMachine,
  createStateMachineAlias,
  deleteActivity,
  deleteStateMachine,
  deleteStateMachineAlias,
  deleteStateMachineVersion,
  describeActivity,
  describeExecution,
  describeMapRun,
  describeStateMachine,
  describeStateMachineAlias,
  describeStateMachineForExecution,
  getActivityTask,
  getExecutionHistory,
  listActivities,
  listExecutions,
  listMapRuns,
  listStateMachineAliases,
  listStateMachineVersions,
  listStateMachines,
  listTagsForResource,
  publishStateMachineVersion,
  redriveExecution,
  sendTaskFailure,
  sendTaskHeartbeat,
  sendTaskSuccess,
  startExecution,
  startSyncExecution,
  stopExecution,
  tagResource,
  testState,
  untagResource,
  updateMapRun,
  updateStateMachine,
  updateStateMachineAlias,
  validateStateMachineDefinition,
];
