import type { PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, number, tags, text } from '../../../template/scalars.ts';
import { metricAlarm } from '../alarms/alarm-input.ts';
import type { CloudWatchParts } from '../parts.ts';

const ALARM_NAME_LENGTH = 255;

const dimensions = z.array(z.strictObject({ Name: text, Value: text })).optional();
const actions = z.array(text).optional();

const schema = z.strictObject({
  AlarmName: text.optional(),
  AlarmDescription: text.optional(),
  ActionsEnabled: flag.optional(),
  AlarmActions: actions,
  OKActions: actions,
  InsufficientDataActions: actions,
  Namespace: text.optional(),
  MetricName: text.optional(),
  Dimensions: dimensions,
  Statistic: text.optional(),
  ExtendedStatistic: text.optional(),
  Period: number.optional(),
  Unit: text.optional(),
  Metrics: z
    .array(
      z.strictObject({
        Id: text,
        Expression: text.optional(),
        Label: text.optional(),
        Period: number.optional(),
        ReturnData: flag.optional(),
        MetricStat: z
          .strictObject({
            Metric: z.strictObject({ Namespace: text, MetricName: text, Dimensions: dimensions }),
            Period: number,
            Stat: text,
            Unit: text.optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  EvaluationPeriods: number,
  DatapointsToAlarm: number.optional(),
  Threshold: number,
  ComparisonOperator: text,
  TreatMissingData: text.optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export function alarmResource({ alarms, alarmStore, clock }: CloudWatchParts) {
  const put = (name: string, { AlarmName: _name, Tags = {}, ...input }: Properties) => {
    // The names of units, statistics and operators are checked with the rest of the alarm.
    const alarm = metricAlarm(name, input as PutMetricAlarmCommandInput, alarmStore.find(name), clock.now());
    alarms.put({ ...alarm, tags: Tags });
    return { physicalId: name, attributes: { Arn: alarmStore.arnOf(name) } };
  };
  return resourceType({
    type: 'AWS::CloudWatch::Alarm',
    schema,
    attributes: ['Arn'],
    createOnly: ['AlarmName'],
    create: (properties, context) =>
      put(properties.AlarmName ?? context.generateName({ maxLength: ALARM_NAME_LENGTH }), properties),
    update: ({ physicalId, properties }) => put(physicalId, properties),
    delete: ({ physicalId }) => alarms.delete(physicalId),
  });
}
