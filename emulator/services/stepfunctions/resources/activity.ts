import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { tags, text } from '../../../template/scalars.ts';
import { activityArn } from '../arns.ts';
import type { OperationDeps } from '../operations/deps.ts';
import { checkName } from '../operations/names.ts';
import { replaceTags } from './tags.ts';

type Deps = Pick<OperationDeps, 'account' | 'clock' | 'activities' | 'tags'>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-activity.html */
export const activityType = ({ account, clock, activities, tags: tagStore }: Deps) =>
  resourceType({
    type: 'AWS::StepFunctions::Activity',
    schema: z.strictObject({ Name: text, Tags: tags.default({}) }),
    attributes: ['Arn', 'Name'],
    createOnly: ['Name'],
    create({ Name, Tags }) {
      const arn = activityArn(account, checkName(Name));
      activities.add({ arn, name: Name, createdAt: clock.now() });
      replaceTags(tagStore, arn, Tags);
      return deployed(arn, Name);
    },
    update({ physicalId, properties }) {
      replaceTags(tagStore, physicalId, properties.Tags);
      return deployed(physicalId, properties.Name);
    },
    delete({ physicalId }) {
      activities.delete(physicalId);
      tagStore.removeAll(physicalId);
    },
  });

const deployed = (arn: string, name: string) => ({ physicalId: arn, attributes: { Arn: arn, Name: name } });
