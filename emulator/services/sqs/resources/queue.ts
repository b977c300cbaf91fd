import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, json, number, tags, text } from '../../../template/scalars.ts';
import { QUEUE_NAME_LENGTH } from '../limits.ts';
import type { Queue, Queues } from '../queues.ts';

const schema = z.strictObject({
  QueueName: text.optional(),
  FifoQueue: flag.optional(),
  ContentBasedDeduplication: flag.optional(),
  DeduplicationScope: text.optional(),
  FifoThroughputLimit: text.optional(),
  DelaySeconds: number.optional(),
  MaximumMessageSize: number.optional(),
  MessageRetentionPeriod: number.optional(),
  ReceiveMessageWaitTimeSeconds: number.optional(),
  VisibilityTimeout: number.optional(),
  RedrivePolicy: json.optional(),
  RedriveAllowPolicy: json.optional(),
  KmsMasterKeyId: text.optional(),
  KmsDataKeyReusePeriodSeconds: number.optional(),
  SqsManagedSseEnabled: flag.optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export function queueResource(queues: Queues, queueUrl: (name: string) => string) {
  const deployed = ({ name, arn }: Queue) => ({
    physicalId: queueUrl(name),
    attributes: { Arn: arn, QueueName: name, QueueUrl: queueUrl(name) },
  });
  return resourceType({
    type: 'AWS::SQS::Queue',
    schema,
    inert: {
      KmsMasterKeyId: 'messages are kept as they are on this machine',
      KmsDataKeyReusePeriodSeconds: 'messages are kept as they are on this machine',
      SqsManagedSseEnabled: 'messages are kept as they are on this machine',
    },
    attributes: ['Arn', 'QueueName', 'QueueUrl'],
    createOnly: ['QueueName', 'FifoQueue'],
    create(properties, context) {
      const suffix = properties.FifoQueue ? '.fifo' : '';
      const generated = () => context.generateName({ maxLength: QUEUE_NAME_LENGTH - suffix.length }) + suffix;
      return deployed(queues.create(properties.QueueName ?? generated(), attributesOf(properties), properties.Tags));
    },
    update({ physicalId, properties }) {
      const { name } = queues.byUrl(physicalId);
      queues.replaceAttributes(name, attributesOf(properties));
      return deployed(queues.setTags(name, properties.Tags ?? {}));
    },
    delete: ({ attributes }) => queues.delete(String(attributes.QueueName)),
  });
}

function attributesOf({ QueueName: _name, Tags: _tags, FifoQueue, ...rest }: Properties): Record<string, string> {
  const given = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
  );
  return { ...Object.fromEntries(given), ...(FifoQueue ? { FifoQueue: 'true' } : {}) };
}
