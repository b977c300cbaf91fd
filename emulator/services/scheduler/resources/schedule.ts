import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import { type MakeDeps, makeSchedule } from '../make-schedule.ts';
import type { Schedule } from '../model.ts';
import { DEFAULT_GROUP } from '../schedules.ts';

const schema = z.strictObject({
  Name: text.optional(),
  GroupName: text.optional(),
  Description: text.optional(),
  ScheduleExpression: text,
  ScheduleExpressionTimezone: text.optional(),
  StartDate: text.optional(),
  EndDate: text.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  KmsKeyArn: text.optional(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.enum(['OFF', 'FLEXIBLE']), MaximumWindowInMinutes: number.optional() }),
  Target: z.strictObject({
    Arn: text,
    RoleArn: text,
    Input: text.optional(),
    DeadLetterConfig: z.strictObject({ Arn: text.optional() }).optional(),
    RetryPolicy: z
      .strictObject({ MaximumEventAgeInSeconds: number.optional(), MaximumRetryAttempts: number.optional() })
      .optional(),
    EventBridgeParameters: z.strictObject({ DetailType: text, Source: text }).optional(),
    SqsParameters: z.strictObject({ MessageGroupId: text.optional() }).optional(),
  }),
});

type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export function scheduleResource(deps: MakeDeps) {
  const { schedules } = deps;
  const inputOf = ({ StartDate, EndDate, ...properties }: Properties, Name: string) => ({
    ...properties,
    Name,
    StartDate: StartDate === undefined ? undefined : new Date(StartDate),
    EndDate: EndDate === undefined ? undefined : new Date(EndDate),
  });
  const deployed = ({ arn, name }: Schedule) => ({ physicalId: name, attributes: { Arn: arn } });
  return resourceType({
    type: 'AWS::Scheduler::Schedule',
    schema,
    inert: { KmsKeyArn: 'State is not encrypted locally.' },
    attributes: ['Arn'],
    createOnly: ['Name', 'GroupName'],
    create(properties, context) {
      const name = properties.Name ?? context.generateName({ maxLength: 64 });
      return deployed(schedules.create(makeSchedule(deps, inputOf(properties, name))));
    },
    update({ physicalId, properties }) {
      const before = schedules.get(properties.GroupName ?? DEFAULT_GROUP, physicalId);
      return deployed(schedules.put(makeSchedule(deps, inputOf(properties, physicalId), before)));
    },
    delete({ physicalId, properties }) {
      const schedule = schedules.find(properties.GroupName ?? DEFAULT_GROUP, physicalId);
      if (schedule) schedules.delete(schedule);
    },
  });
}
