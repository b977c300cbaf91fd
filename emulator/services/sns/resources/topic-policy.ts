import { z } from 'zod';
import { type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import type { SnsParts } from '../parts.ts';

type Topics = SnsParts['topics'];

const document = { PolicyDocument: json };
const policySchema = z.strictObject({ ...document, Topics: z.array(text).min(1) });
const inlineSchema = z.strictObject({ ...document, TopicArn: text });

const put = (topics: Topics, arns: readonly string[], policy: unknown) => {
  for (const arn of arns) topics.setAttribute(arn, 'Policy', JSON.stringify(policy));
};

/** Without a policy of its own a topic has the one that it began with. */
const take = (topics: Topics, arns: readonly string[]) => {
  for (const arn of arns) if (topics.find(arn)) topics.setAttribute(arn, 'Policy', '');
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export function topicPolicyResource({ topics }: SnsParts) {
  return resourceType({
    type: 'AWS::SNS::TopicPolicy',
    schema: policySchema,
    attributes: ['Id'],
    createOnly: [],
    create({ PolicyDocument, Topics }, context: ResourceContext) {
      put(topics, Topics, PolicyDocument);
      const id = context.generateName();
      return { physicalId: id, attributes: { Id: id } };
    },
    update({ physicalId, properties, previous }) {
      const left = previous.Topics.filter((arn) => !properties.Topics.includes(arn));
      take(topics, left);
      put(topics, properties.Topics, properties.PolicyDocument);
      return { physicalId, attributes: { Id: physicalId } };
    },
    delete: ({ properties }) => take(topics, properties.Topics),
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicinlinepolicy.html */
export function topicInlinePolicyResource({ topics }: SnsParts) {
  const set = ({ TopicArn, PolicyDocument }: z.output<typeof inlineSchema>) => {
    put(topics, [TopicArn], PolicyDocument);
    return { physicalId: TopicArn, attributes: {} };
  };
  return resourceType({
    type: 'AWS::SNS::TopicInlinePolicy',
    schema: inlineSchema,
    attributes: [],
    createOnly: ['TopicArn'],
    create: set,
    update: ({ properties }) => set(properties),
    delete: ({ properties }) => take(topics, [properties.TopicArn]),
  });
}
