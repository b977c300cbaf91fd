import type {
  GetTopicAttributesCommandInput,
  GetTopicAttributesCommandOutput,
  SetTopicAttributesCommandInput,
} from '@aws-sdk/client-sns';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkArn } from '../arns.ts';
import { effectiveTopicPolicy } from '../delivery/http-policy.ts';
import { invalidParameter } from '../errors.ts';
import type { SnsParts } from '../parts.ts';
import type { Topic } from '../topics/topic.ts';

export function topicAttributeOperations(parts: SnsParts): AnyOperation[] {
  const { topics, account, access } = parts;
  return [
    operation<GetTopicAttributesCommandInput, Omit<GetTopicAttributesCommandOutput, '$metadata'>>({
      name: 'GetTopicAttributes',
      access: ({ TopicArn }, call) => access.topic('GetTopicAttributes', TopicArn, call),
      run: ({ TopicArn }) => ({ Attributes: describe(parts, topics.get(checkArn(account, 'TopicArn', TopicArn))) }),
    }),
    operation<SetTopicAttributesCommandInput, object>({
      name: 'SetTopicAttributes',
      access: ({ TopicArn }, call) => access.topic('SetTopicAttributes', TopicArn, call),
      run({ TopicArn, AttributeName, AttributeValue = '' }) {
        const arn = checkArn(account, 'TopicArn', TopicArn);
        if (!AttributeName) throw invalidParameter('AttributeName');
        topics.setAttribute(arn, AttributeName, AttributeValue);
        return {};
      },
    }),
  ];
}

function describe({ topics, subscriptions, account }: SnsParts, topic: Topic): Record<string, string> {
  const { confirmed, pending, deleted } = subscriptions.count(topic);
  return {
    DisplayName: '',
    ...topic.attributes,
    TopicArn: topic.arn,
    Owner: account.id,
    Policy: JSON.stringify(topics.policyOf(topic)),
    EffectiveDeliveryPolicy: JSON.stringify(effectiveTopicPolicy(topics.deliveryPolicyOf(topic))),
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: String(deleted),
  };
}
