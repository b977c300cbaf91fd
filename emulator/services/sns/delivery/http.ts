import type { Signer } from '../signing/signer.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Topics } from '../topics/topics.ts';
import type { Urls } from '../urls.ts';
import { type Envelope, envelopeText, type Letter, letterEnvelope, notificationEnvelope } from './envelope.ts';
import { DEFAULT_CONTENT_TYPE, effectiveHttpPolicy } from './http-policy.ts';
import type { Poster } from './http-post.ts';
import { type Carrier, type Shipment, signatureVersionOf } from './shipment.ts';
import type { Throttle } from './throttle.ts';

interface Deps {
  readonly poster: Poster;
  readonly throttle: Throttle;
  readonly signer: Signer;
  readonly topics: Topics;
  readonly urls: Urls;
}

const USER_AGENT = 'Amazon Simple Notification Service Agent';

export interface HttpCarrier extends Carrier {
  /** Asks an endpoint to confirm that a subscription begins, or tells it that one has ended. */
  sendLetter(subscription: Subscription, letter: Letter): Promise<void>;
}

/** Posts messages to HTTP endpoints (https://docs.aws.amazon.com/sns/latest/dg/http-header.html). */
export function httpCarrier(deps: Deps): HttpCarrier {
  return {
    async send(shipment) {
      const { subscription, settings } = shipment.subscriber;
      const policy = effectiveHttpPolicy(deps.topics.deliveryPolicyOf(shipment.topic), settings.deliveryPolicy);
      if (policy.throttlePolicy) await deps.throttle.turn(subscription.arn, policy.throttlePolicy.maxReceivesPerSecond);
      const { status } = await deps.poster.post({
        url: subscription.endpoint,
        body: await bodyOf(deps, shipment),
        headers: {
          ...headersOf('Notification', shipment.notification.messageId, shipment.topic.arn),
          'content-type': policy.requestPolicy.headerContentType,
          'x-amz-sns-subscription-arn': subscription.arn,
          ...(settings.raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
        },
      });
      return { status, response: { statusCode: status } };
    },
    async sendLetter({ arn, endpoint }, letter) {
      const topic = deps.topics.find(letter.topicArn);
      const envelope = await letterEnvelope(deps, letter, topic ? signatureVersionOf(topic) : '1');
      await deps.poster.post({
        url: endpoint,
        body: envelopeText(envelope),
        headers: {
          ...headersOf(letter.type, letter.messageId, letter.topicArn),
          'content-type': DEFAULT_CONTENT_TYPE,
          ...(letter.type === 'UnsubscribeConfirmation' ? { 'x-amz-sns-subscription-arn': arn } : {}),
        },
      });
    },
  };
}

const headersOf = (type: string, messageId: string, topicArn: string) => ({
  'user-agent': USER_AGENT,
  'accept-encoding': 'identity',
  'x-amz-sns-message-type': type,
  'x-amz-sns-message-id': messageId,
  'x-amz-sns-topic-arn': topicArn,
});

async function bodyOf(deps: Deps, { notification, subscriber, topic }: Shipment): Promise<string> {
  if (subscriber.settings.raw) return notification.message;
  const envelope: Envelope = await notificationEnvelope(
    deps,
    notification,
    subscriber.subscription.arn,
    signatureVersionOf(topic),
  );
  return envelopeText(envelope);
}
