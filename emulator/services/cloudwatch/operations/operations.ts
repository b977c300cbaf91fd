import type { AnyOperation } from '../../../door/operation.ts';
import type { CloudWatchParts } from '../parts.ts';
import {
  deleteAlarms,
  disableAlarmActions,
  enableAlarmActions,
  putCompositeAlarm,
  putMetricAlarm,
  setAlarmState,
} from './alarms.ts';
import { deleteDashboards, getDashboard, listDashboards, putDashboard } from './dashboards.ts';
import { describeAlarmHistory, describeAlarms, describeAlarmsForMetric } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

const OPERATIONS: readonly ((parts: CloudWatchParts) => AnyOperation)[] = [
  deleteAlarms,
  deleteDashboards,
  describeAlarmHistory,
  describeAlarms,
  describeAlarmsForMetric,
  disableAlarmActions,
  enableAlarmActions,
  getDashboard,
  getMetricData,
  getMetricStatistics,
  listDashboards,
  listMetrics,
  listTagsForResource,
  putCompositeAlarm,
  putDashboard,
  putMetricAlarm,
  putMetricData,
  setAlarmState,
  tagResource,
  untagResource,
];

/** Every operation of CloudWatch that there is. */
export const cloudWatchOperations = (parts: CloudWatchParts): AnyOperation[] => OPERATIONS.map((make) => make(parts));
