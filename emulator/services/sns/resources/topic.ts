import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, tags, text } from '../../../template/scalars.ts';
import { TOPIC_NAME_CHARACTERS } from '../limits.ts';
import type { SnsParts } from '../parts.ts';
import type { Topic } from '../topics/topic.ts';

const subscription = z.strictObject({ Endpoint: text, Protocol: text });
const log = z.strictObject({
  Protocol: z.enum(['http/s', 'sqs', 'lambda', 'firehose', 'application']),
  SuccessFeedbackRoleArn: text.optional(),
  SuccessFeedbackSampleRate: text.optional(),
  FailureFeedbackRoleArn: text.optional(),
});

const schema = z.strictObject({
  TopicName: text.optional(),
  DisplayName: text.optional(),
  FifoTopic: flag.optional(),
  ContentBasedDeduplication: flag.optional(),
  FifoThroughputScope: text.optional(),
  KmsMasterKeyId: text.optional(),
  SignatureVersion: text.optional(),
  TracingConfig: text.optional(),
  DeliveryStatusLogging: z.array(log).optional(),
  Subscription: z.array(subscription).optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** `http/s` in templates is `HTTP` in attribute names. */
const LOG_NAMES = { 'http/s': 'HTTP', sqs: 'SQS', lambda: 'Lambda', firehose: 'Firehose', application: 'Application' };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export function topicResource({ topics, subscriptions, enrolment, account, removeTopic }: SnsParts) {
  const deployed = ({ arn, name }: Topic) => ({ physicalId: arn, attributes: { TopicArn: arn, TopicName: name } });
  const principal = `arn:${account.partition}:iam::${account.id}:root`;
  const subscribe = (topic: Topic, given: Properties['Subscription'] = []) => {
    for (const { Endpoint, Protocol } of given) {
      enrolment.subscribe({ topic, protocol: Protocol, endpoint: Endpoint, principal });
    }
  };
  return resourceType({
    type: 'AWS::SNS::Topic',
    schema,
    inert: {
      KmsMasterKeyId: 'messages are kept as they are on this machine',
      TracingConfig: 'the trace header is passed on in either case',
    },
    attributes: ['TopicArn', 'TopicName'],
    createOnly: ['TopicName', 'FifoTopic'],
    create(properties, context) {
      const suffix = properties.FifoTopic ? '.fifo' : '';
      const generated = () => context.generateName({ maxLength: TOPIC_NAME_CHARACTERS - suffix.length }) + suffix;
      const topic = topics.create(properties.TopicName ?? generated(), attributesOf(properties), properties.Tags);
      subscribe(topic, properties.Subscription);
      return deployed(topic);
    },
    update({ physicalId, properties, previous }) {
      topics.replaceAttributes(physicalId, attributesOf(properties));
      const topic = topics.setTags(physicalId, properties.Tags ?? {});
      const kept = new Set((properties.Subscription ?? []).map(keyOf));
      for (const gone of (previous.Subscription ?? []).filter((one) => !kept.has(keyOf(one)))) {
        const found = subscriptions.findByEndpoint(topic.arn, gone.Protocol, gone.Endpoint);
        if (found) enrolment.unsubscribe(found.arn);
      }
      subscribe(topic, properties.Subscription);
      return deployed(topic);
    },
    delete: ({ physicalId }) => removeTopic(physicalId),
  });
}

const keyOf = ({ Endpoint, Protocol }: z.output<typeof subscription>) => `${Protocol} ${Endpoint}`;

function attributesOf(properties: Properties): Record<string, string> {
  const {
    TopicName: _name,
    Subscription: _subscription,
    Tags: _tags,
    DeliveryStatusLogging = [],
    ...rest
  } = properties;
  const own = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const logging = DeliveryStatusLogging.flatMap(({ Protocol, ...settings }) =>
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [[`${LOG_NAMES[Protocol]}${name}`, value]],
    ),
  );
  return Object.fromEntries([...own, ...logging]);
}
