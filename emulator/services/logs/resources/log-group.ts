import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, tags, text } from '../../../template/scalars.ts';
import type { LogsParts } from '../parts.ts';

const GROUP_NAME_LENGTH = 512;

const schema = z.strictObject({
  LogGroupName: text.optional(),
  RetentionInDays: number.optional(),
  KmsKeyId: text.optional(),
  LogGroupClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']).optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export function logGroupResource({ groups, metricFilters }: LogsParts) {
  const deployed = (name: string) => ({ physicalId: name, attributes: { Arn: `${groups.arnOf(name)}:*` } });
  return resourceType({
    type: 'AWS::Logs::LogGroup',
    schema,
    inert: {
      DataProtectionPolicy: 'nothing in the log is masked here',
      DeletionProtectionEnabled: 'the template decides what is deleted here',
      FieldIndexPolicies: 'there are no Logs Insights queries here that an index would help',
      ResourcePolicyDocument: 'use AWS::Logs::ResourcePolicy',
    },
    attributes: ['Arn'],
    createOnly: ['LogGroupName'],
    create(properties, context) {
      const name = properties.LogGroupName ?? context.generateName({ maxLength: GROUP_NAME_LENGTH });
      // A function may have written its first lines before the template got here: the group is then taken over.
      if (!groups.find(name)) groups.create(name);
      groups.change(name, detailsOf(properties));
      return deployed(name);
    },
    update({ physicalId, properties }) {
      groups.change(physicalId, detailsOf(properties));
      return deployed(physicalId);
    },
    delete({ physicalId }) {
      if (!groups.find(physicalId)) return;
      metricFilters.deleteOf(physicalId);
      groups.delete(physicalId);
    },
  });
}

const detailsOf = ({ RetentionInDays, KmsKeyId, LogGroupClass, Tags }: Properties) => ({
  retentionDays: RetentionInDays,
  kmsKeyId: KmsKeyId,
  logClass: LogGroupClass ?? 'STANDARD',
  tags: Tags ?? {},
});
