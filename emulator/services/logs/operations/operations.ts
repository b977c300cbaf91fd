import type { AnyOperation } from '../../../door/operation.ts';
import type { LogsParts } from '../parts.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import {
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  putRetentionPolicy,
} from './log-groups.ts';
import { createLogStream, deleteLogStream, describeLogStreams } from './log-streams.ts';
import { deleteMetricFilter, describeMetricFilters, putMetricFilter, testMetricFilter } from './metric-filters.ts';
import { putLogEvents } from './put-log-events.ts';
import { deleteQueryDefinition, describeQueryDefinitions, putQueryDefinition } from './query-definitions.ts';
import { deleteResourcePolicy, describeResourcePolicies, putResourcePolicy } from './resource-policies.ts';
import {
  listTagsForResource,
  listTagsLogGroup,
  tagLogGroup,
  tagResource,
  untagLogGroup,
  untagResource,
} from './tags.ts';

const OPERATIONS: readonly ((parts: LogsParts) => AnyOperation)[] = [
  createLogGroup,
  createLogStream,
  deleteLogGroup,
  deleteLogStream,
  deleteMetricFilter,
  deleteQueryDefinition,
  deleteResourcePolicy,
  deleteRetentionPolicy,
  describeLogGroups,
  describeLogStreams,
  describeMetricFilters,
  describeQueryDefinitions,
  describeResourcePolicies,
  filterLogEvents,
  getLogEvents,
  listTagsForResource,
  listTagsLogGroup,
  putLogEvents,
  putMetricFilter,
  putQueryDefinition,
  putResourcePolicy,
  putRetentionPolicy,
  tagLogGroup,
  tagResource,
  testMetricFilter,
  untagLogGroup,
  untagResource,
];

/** Every operation of CloudWatch Logs that there is. */
export const logsOperations = (parts: LogsParts): AnyOperation[] => OPERATIONS.map((make) => make(parts));
