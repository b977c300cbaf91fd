import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { tags, text } from '../../../template/scalars.ts';
import type { ScheduleGroup } from '../model.ts';
import type { Schedules } from '../schedules.ts';

const schema = z.strictObject({ Name: text.optional(), Tags: tags.optional() });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedulegroup.html */
export function scheduleGroupResource(schedules: Schedules) {
  const deployed = ({ arn, name, createdAt, modifiedAt }: ScheduleGroup) => ({
    physicalId: name,
    attributes: {
      Arn: arn,
      State: 'ACTIVE',
      CreationDate: new Date(createdAt).toISOString(),
      LastModificationDate: new Date(modifiedAt).toISOString(),
    },
  });
  return resourceType({
    type: 'AWS::Scheduler::ScheduleGroup',
    schema,
    attributes: ['Arn', 'State', 'CreationDate', 'LastModificationDate'],
    createOnly: ['Name'],
    create: ({ Name, Tags }, context) =>
      deployed(schedules.createGroup(Name ?? context.generateName({ maxLength: 64 }), Tags ?? {})),
    update: ({ physicalId, properties: { Tags } }) =>
      deployed(schedules.tagGroup(schedules.getGroup(physicalId), Tags ?? {})),
    delete({ physicalId }) {
      const group = schedules.findGroup(physicalId);
      if (group) schedules.deleteGroup(group);
    },
  });
}
