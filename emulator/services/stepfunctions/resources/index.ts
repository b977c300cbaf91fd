import type { ResourceType } from '../../../template/resource-type.ts';
import type { OperationDeps } from '../operations/deps.ts';
import { activityType } from './activity.ts';
import { stateMachineType } from './state-machine.ts';
import { stateMachineAliasType } from './state-machine-alias.ts';
import { stateMachineVersionType } from './state-machine-version.ts';

/** The CloudFormation resource types of the service. */
export const resourceTypes = (deps: OperationDeps): ResourceType[] => [
  activityType(deps),
  stateMachineAliasType(deps),
  stateMachineType(deps),
  stateMachineVersionType(deps),
];
