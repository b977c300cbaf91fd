import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, json, text } from '../../../template/scalars.ts';
import type { SnsParts } from '../parts.ts';
import type { Subscription } from '../subscriptions/subscription.ts';

const schema = z.strictObject({
  TopicArn: text,
  Protocol: text,
  Endpoint: text.optional(),
  Region: text.optional(),
  DeliveryPolicy: json.optional(),
  FilterPolicy: json.optional(),
  FilterPolicyScope: text.optional(),
  RawMessageDelivery: flag.optional(),
  RedrivePolicy: json.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export function subscriptionResource({ topics, subscriptions, enrolment, account }: SnsParts) {
  const deployed = ({ arn }: Subscription) => ({ physicalId: arn, attributes: { Arn: arn } });
  const checkRegion = ({ Region = account.region }: Properties) => {
    if (Region !== account.region) throw new Error(`Region: topics are in ${account.region} here, not in ${Region}`);
  };
  return resourceType({
    type: 'AWS::SNS::Subscription',
    schema,
    attributes: ['Arn'],
    createOnly: ['TopicArn', 'Protocol', 'Endpoint'],
    create(properties) {
      checkRegion(properties);
      return deployed(
        enrolment.subscribe({
          topic: topics.get(properties.TopicArn),
          protocol: properties.Protocol,
          endpoint: properties.Endpoint,
          attributes: attributesOf(properties),
          principal: `arn:${account.partition}:iam::${account.id}:root`,
        }),
      );
    },
    update({ physicalId, properties }) {
      checkRegion(properties);
      const { subscription } = subscriptions.get(physicalId);
      return deployed(subscriptions.replaceAttributes(subscription, attributesOf(properties)));
    },
    delete: ({ physicalId }) => enrolment.unsubscribe(physicalId),
  });
}

function attributesOf(properties: Properties): Record<string, string> {
  const { TopicArn: _topic, Protocol: _protocol, Endpoint: _endpoint, Region: _region, ...attributes } = properties;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    ),
  );
}
