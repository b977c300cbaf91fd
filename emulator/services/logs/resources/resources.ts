import type { ResourceType } from '../../../template/resource-type.ts';
import type { LogsParts } from '../parts.ts';
import { logGroupResource } from './log-group.ts';
import { logStreamResource } from './log-stream.ts';
import { metricFilterResource } from './metric-filter.ts';
import { queryDefinitionResource } from './query-definition.ts';
import { resourcePolicyResource } from './resource-policy.ts';

/** Every CloudFormation resource type of CloudWatch Logs that there is. */
export const logsResources = (parts: LogsParts): ResourceType[] => [
  logGroupResource(parts),
  logStreamResource(parts),
  metricFilterResource(parts),
  queryDefinitionResource(parts),
  resourcePolicyResource(parts),
];
