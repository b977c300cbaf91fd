import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, tags, text } from '../../../template/scalars.ts';
import { compositeAlarm } from '../alarms/alarm-input.ts';
import type { CloudWatchParts } from '../parts.ts';

const ALARM_NAME_LENGTH = 255;

const actions = z.array(text).optional();

const schema = z.strictObject({
  AlarmName: text.optional(),
  AlarmDescription: text.optional(),
  AlarmRule: text,
  ActionsEnabled: flag.optional(),
  AlarmActions: actions,
  OKActions: actions,
  InsufficientDataActions: actions,
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export function compositeAlarmResource({ alarms, alarmStore, clock }: CloudWatchParts) {
  const put = (name: string, { AlarmName: _name, Tags = {}, ...input }: Properties) => {
    alarms.put({ ...compositeAlarm(name, input, alarmStore.find(name), clock.now()), tags: Tags });
    return { physicalId: name, attributes: { Arn: alarmStore.arnOf(name) } };
  };
  return resourceType({
    type: 'AWS::CloudWatch::CompositeAlarm',
    schema,
    attributes: ['Arn'],
    createOnly: ['AlarmName'],
    create: (properties, context) =>
      put(properties.AlarmName ?? context.generateName({ maxLength: ALARM_NAME_LENGTH }), properties),
    update: ({ physicalId, properties }) => put(physicalId, properties),
    delete: ({ physicalId }) => alarms.delete(physicalId),
  });
}
