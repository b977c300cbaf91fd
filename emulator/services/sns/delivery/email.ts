import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Signer } from '../signing/signer.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Topic } from '../topics/topic.ts';
import type { Urls } from '../urls.ts';
import { envelopeText, type Letter, letterEnvelope, notificationEnvelope } from './envelope.ts';
import { type Carrier, type Shipment, signatureVersionOf } from './shipment.ts';

interface Deps {
  readonly mailbox: Mailbox;
  readonly signer: Signer;
  readonly urls: Urls;
}

const ADDRESS = 'no-reply@sns.amazonaws.com';
const DEFAULT_SUBJECT = 'AWS Notification Message';

export interface MailCarrier extends Carrier {
  /** Asks the owner of an address to confirm a subscription. */
  sendLetter(subscription: Subscription, topic: Topic, letter: Letter): Promise<void>;
}

/** Puts mails into the mailbox; nothing leaves the machine. */
export function mailCarrier(deps: Deps): MailCarrier {
  const { mailbox, urls } = deps;
  return {
    async send(shipment) {
      const { notification, subscriber, topic } = shipment;
      const { endpoint, arn } = subscriber.subscription;
      mailbox.add({
        kind: 'email',
        from: senderOf(topic),
        to: endpoint,
        subject: notification.subject ?? DEFAULT_SUBJECT,
        text: await textOf(deps, shipment),
        topicArn: topic.arn,
        messageId: notification.messageId,
        unsubscribeUrl: urls.unsubscribePage(arn),
      });
      return { status: 200, response: {} };
    },
    async sendLetter({ endpoint, protocol }, topic, letter) {
      const confirmUrl = urls.confirmPage(topic.arn, letter.token, endpoint);
      const envelope = await letterEnvelope(deps, letter, signatureVersionOf(topic));
      mailbox.add({
        kind: 'email',
        from: senderOf(topic),
        to: endpoint,
        subject: 'AWS Notification - Subscription Confirmation',
        text:
          protocol === 'email-json'
            ? envelopeText(envelope)
            : `Somebody subscribed this address to the topic ${topic.arn}.\n\nOpen this link to confirm the subscription; do nothing if it was not you:\n${confirmUrl}\n`,
        topicArn: topic.arn,
        confirmUrl,
      });
    },
  };
}

function senderOf({ attributes: { DisplayName } }: Topic): string {
  return `${DisplayName || 'AWS Notifications'} <${ADDRESS}>`;
}

async function textOf(deps: Deps, { notification, subscriber, topic }: Shipment): Promise<string> {
  const { arn, protocol } = subscriber.subscription;
  if (protocol === 'email-json') {
    return envelopeText(await notificationEnvelope(deps, notification, arn, signatureVersionOf(topic)));
  }
  return `${notification.message}\n\n--\nTo get no more messages from this topic, open this link:\n${deps.urls.unsubscribePage(arn)}\n`;
}
