import type {
  GetSubscriptionAttributesCommandInput,
  GetSubscriptionAttributesCommandOutput,
  ListSubscriptionsByTopicCommandInput,
  ListSubscriptionsByTopicCommandOutput,
  ListSubscriptionsCommandInput,
  ListSubscriptionsCommandOutput,
  SetSubscriptionAttributesCommandInput,
} from '@aws-sdk/client-sns';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkArn } from '../arns.ts';
import { effectiveHttpPolicy, effectiveSubscriptionPolicy } from '../delivery/http-policy.ts';
import { invalidParameter } from '../errors.ts';
import type { SnsParts } from '../parts.ts';
import { isHttp, type Subscription } from '../subscriptions/subscription.ts';
import type { Subscriber } from '../subscriptions/subscriptions.ts';
import { page } from './page.ts';

export function subscriptionOperations(parts: SnsParts): AnyOperation[] {
  const { topics, subscriptions, account, access } = parts;
  const shape = ({ arn, topicArn, protocol, endpoint, pending }: Subscription) => ({
    SubscriptionArn: pending ? 'PendingConfirmation' : arn,
    Owner: account.id,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  });
  return [
    operation<ListSubscriptionsCommandInput, Omit<ListSubscriptionsCommandOutput, '$metadata'>>({
      name: 'ListSubscriptions',
      access: () => access.all('ListSubscriptions'),
      run({ NextToken }) {
        const { items, ...token } = page(subscriptions.list(), NextToken, ({ arn }) => arn);
        return { Subscriptions: items.map(shape), ...token };
      },
    }),
    operation<ListSubscriptionsByTopicCommandInput, Omit<ListSubscriptionsByTopicCommandOutput, '$metadata'>>({
      name: 'ListSubscriptionsByTopic',
      access: ({ TopicArn }, call) => access.topic('ListSubscriptionsByTopic', TopicArn, call),
      run({ TopicArn, NextToken }) {
        const { arn } = topics.get(checkArn(account, 'TopicArn', TopicArn));
        const all = [...subscriptions.of(arn)].map(({ subscription }) => subscription);
        const sorted = all.sort((a, b) => (a.arn < b.arn ? -1 : 1));
        const { items, ...token } = page(sorted, NextToken, (subscription) => subscription.arn);
        return { Subscriptions: items.map(shape), ...token };
      },
    }),
    operation<GetSubscriptionAttributesCommandInput, Omit<GetSubscriptionAttributesCommandOutput, '$metadata'>>({
      name: 'GetSubscriptionAttributes',
      access: () => access.all('GetSubscriptionAttributes'),
      run: ({ SubscriptionArn }) => ({
        Attributes: describe(parts, subscriptions.get(checkArn(account, 'SubscriptionArn', SubscriptionArn))),
      }),
    }),
    operation<SetSubscriptionAttributesCommandInput, object>({
      name: 'SetSubscriptionAttributes',
      access: () => access.all('SetSubscriptionAttributes'),
      run({ SubscriptionArn, AttributeName, AttributeValue = '' }) {
        const arn = checkArn(account, 'SubscriptionArn', SubscriptionArn);
        if (!AttributeName) throw invalidParameter('AttributeName');
        subscriptions.setAttribute(arn, AttributeName, AttributeValue);
        return {};
      },
    }),
  ];
}

function describe({ topics, account }: SnsParts, { subscription, settings }: Subscriber): Record<string, string> {
  const { FilterPolicyScope: _scope, DeliveryPolicy, ...attributes } = subscription.attributes;
  const topic = topics.get(subscription.topicArn);
  const effective = effectiveHttpPolicy(topics.deliveryPolicyOf(topic), settings.deliveryPolicy);
  const own = { healthyRetryPolicy: null, sicklyRetryPolicy: null, throttlePolicy: null, requestPolicy: null };
  return {
    RawMessageDelivery: 'false',
    ...attributes,
    ...(settings.filter ? { FilterPolicyScope: settings.filterScope } : {}),
    ...(DeliveryPolicy
      ? { DeliveryPolicy: JSON.stringify({ ...own, ...settings.deliveryPolicy, guaranteed: false }) }
      : {}),
    ...(isHttp(subscription.protocol)
      ? { EffectiveDeliveryPolicy: JSON.stringify(effectiveSubscriptionPolicy(effective)) }
      : {}),
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Owner: account.id,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    SubscriptionPrincipal: subscription.principal,
    PendingConfirmation: String(subscription.pending),
    ConfirmationWasAuthenticated: String(subscription.authenticated),
  };
}
