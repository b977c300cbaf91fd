import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import type { LogsParts } from '../parts.ts';

const schema = z.strictObject({ LogGroupName: text, LogStreamName: text.optional() });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html */
export function logStreamResource({ groups }: LogsParts) {
  return resourceType({
    type: 'AWS::Logs::LogStream',
    schema,
    attributes: [],
    createOnly: Object.keys(schema.shape),
    create({ LogGroupName, LogStreamName }, context) {
      const name = LogStreamName ?? context.generateName();
      groups.createStream(groups.get(LogGroupName), name);
      return { physicalId: name, attributes: {} };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: {} }),
    delete({ physicalId, properties }) {
      const group = groups.find(properties.LogGroupName);
      if (group && groups.findStream(group, physicalId)) groups.deleteStream(group, physicalId);
    },
  });
}
