import type {
  DescribeAlarmHistoryCommandInput,
  DescribeAlarmHistoryCommandOutput,
  DescribeAlarmsCommandInput,
  DescribeAlarmsCommandOutput,
  DescribeAlarmsForMetricCommandInput,
  DescribeAlarmsForMetricCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../../door/operation.ts';
import { type Alarm, watchedQuery } from '../alarms/alarm.ts';
import { describeCompositeAlarm, describeMetricAlarm } from '../alarms/describe.ts';
import { missing, validation } from '../errors.ts';
import { ALARMS_DESCRIBED_AT_ONCE } from '../limits.ts';
import { dimensionsOf } from '../math/queries.ts';
import type { CloudWatchParts } from '../parts.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

function describeAll(alarms: readonly Alarm[], { alarmStore }: CloudWatchParts) {
  const arnOf = ({ name }: Alarm) => alarmStore.arnOf(name);
  return {
    MetricAlarms: alarms.flatMap((alarm) =>
      alarm.kind === 'metric' ? [describeMetricAlarm(alarm, arnOf(alarm))] : [],
    ),
    CompositeAlarms: alarms.flatMap((alarm) =>
      alarm.kind === 'composite' ? [describeCompositeAlarm(alarm, arnOf(alarm))] : [],
    ),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms = (parts: CloudWatchParts) =>
  operation<DescribeAlarmsCommandInput, Output<DescribeAlarmsCommandOutput>>({
    name: 'DescribeAlarms',
    access: generalAccess('DescribeAlarms'),
    run(input) {
      if (input.AlarmNames && input.AlarmNamePrefix !== undefined) {
        throw validation('AlarmNamePrefix and AlarmNames are mutually exclusive.');
      }
      if (input.ChildrenOfAlarmName || input.ParentsOfAlarmName) {
        throw validation('The emulator does not support ChildrenOfAlarmName and ParentsOfAlarmName.');
      }
      const wanted = parts.alarmStore.all().filter((alarm) => isWanted(alarm, input));
      const { items, next } = page(wanted, input.NextToken, input.MaxRecords ?? ALARMS_DESCRIBED_AT_ONCE);
      return { ...describeAll(items, parts), ...next };
    },
  });

function isWanted(alarm: Alarm, input: DescribeAlarmsCommandInput): boolean {
  const { AlarmNames, AlarmNamePrefix = '', AlarmTypes = ['MetricAlarm'], StateValue, ActionPrefix = '' } = input;
  const type = alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm';
  const actions = Object.values(alarm.actions).flat();
  return (
    (AlarmNames ? AlarmNames.includes(alarm.name) : alarm.name.startsWith(AlarmNamePrefix)) &&
    (AlarmTypes.includes(type) || (AlarmNames !== undefined && input.AlarmTypes === undefined)) &&
    (StateValue === undefined || alarm.state === StateValue) &&
    (ActionPrefix === '' || actions.some((action) => action.startsWith(ActionPrefix)))
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html */
export const describeAlarmsForMetric = (parts: CloudWatchParts) =>
  operation<DescribeAlarmsForMetricCommandInput, Output<DescribeAlarmsForMetricCommandOutput>>({
    name: 'DescribeAlarmsForMetric',
    access: generalAccess('DescribeAlarmsForMetric'),
    run({ Namespace, MetricName, Dimensions }) {
      if (!Namespace) throw missing('Namespace');
      if (!MetricName) throw missing('MetricName');
      const dimensions = JSON.stringify(Object.entries(dimensionsOf(Dimensions)).sort());
      const wanted = parts.alarmStore.all().filter((alarm) => {
        const metric = alarm.kind === 'metric' ? watchedQuery(alarm)?.MetricStat?.Metric : undefined;
        const own = JSON.stringify(Object.entries(dimensionsOf(metric?.Dimensions)).sort());
        return metric?.Namespace === Namespace && metric.MetricName === MetricName && own === dimensions;
      });
      return { MetricAlarms: describeAll(wanted, parts).MetricAlarms };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export const describeAlarmHistory = (parts: CloudWatchParts) =>
  operation<DescribeAlarmHistoryCommandInput, Output<DescribeAlarmHistoryCommandOutput>>({
    name: 'DescribeAlarmHistory',
    access: generalAccess('DescribeAlarmHistory'),
    run({ AlarmName, HistoryItemType, StartDate, EndDate, NextToken, MaxRecords, ScanBy }) {
      const wanted = parts.alarmStore
        .history(AlarmName)
        .filter(({ type }) => HistoryItemType === undefined || type === HistoryItemType)
        .filter(
          ({ at }) => at >= (StartDate?.getTime() ?? 0) && at <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
        );
      if (ScanBy === 'TimestampAscending') wanted.reverse();
      const { items, next } = page(wanted, NextToken, MaxRecords ?? ALARMS_DESCRIBED_AT_ONCE);
      return {
        AlarmHistoryItems: items.map(({ name, alarmType, at, type, summary, data }) => ({
          AlarmName: name,
          AlarmType: alarmType,
          Timestamp: new Date(at),
          HistoryItemType: type,
          HistorySummary: summary,
          HistoryData: data,
        })),
        ...next,
      };
    },
  });
