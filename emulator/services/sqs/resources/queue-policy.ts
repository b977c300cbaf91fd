import { z } from 'zod';
import { type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import type { Queues } from '../queues.ts';

const schema = z.strictObject({ PolicyDocument: json, Queues: z.array(text).min(1) });
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export function queuePolicyResource(queues: Queues) {
  const put = ({ PolicyDocument, Queues: urls }: Properties) => {
    for (const url of urls) queues.setAttributes(queues.byUrl(url).name, { Policy: JSON.stringify(PolicyDocument) });
  };
  const take = (urls: readonly string[]) => {
    for (const url of urls) {
      const queue = queues.find(url.slice(url.lastIndexOf('/') + 1));
      if (queue) queues.setAttributes(queue.name, { Policy: '' });
    }
  };
  return resourceType({
    type: 'AWS::SQS::QueuePolicy',
    schema,
    attributes: ['Id'],
    createOnly: [],
    create(properties, context: ResourceContext) {
      put(properties);
      const id = context.generateName();
      return { physicalId: id, attributes: { Id: id } };
    },
    update({ physicalId, properties, previous }) {
      take(previous.Queues.filter((url) => !properties.Queues.includes(url)));
      put(properties);
      return { physicalId, attributes: { Id: physicalId } };
    },
    delete: ({ properties }) => take(properties.Queues),
  });
}
