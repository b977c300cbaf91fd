import type { ResourceType } from '../../../template/resource-type.ts';
import type { CloudWatchParts } from '../parts.ts';
import { alarmResource } from './alarm.ts';
import { compositeAlarmResource } from './composite-alarm.ts';
import { dashboardResource } from './dashboard.ts';

/** Every CloudFormation resource type of CloudWatch that there is. */
export const cloudWatchResources = (parts: CloudWatchParts): ResourceType[] => [
  alarmResource(parts),
  compositeAlarmResource(parts),
  dashboardResource(parts),
];
