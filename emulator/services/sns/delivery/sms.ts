import { SMS_CHARACTERS } from '../limits.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Carrier } from './shipment.ts';

/** Who a short message comes from when nobody says: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const DEFAULT_SENDER = 'NOTICE';

/** Puts short messages into the mailbox; nothing leaves the machine. */
export function smsCarrier(mailbox: Mailbox): Carrier {
  return {
    async send({ notification, subscriber, topic }) {
      const { message, messageId, attributes } = notification;
      const from = attributes['AWS.SNS.SMS.SenderID']?.value ?? topic.attributes.DisplayName ?? DEFAULT_SENDER;
      captureSms(mailbox, {
        from,
        to: subscriber.subscription.endpoint,
        text: message,
        messageId,
        topicArn: topic.arn,
      });
      return { status: 200, response: {} };
    },
  };
}

interface ShortMessage {
  readonly from?: string | undefined;
  readonly to: string;
  readonly text: string;
  readonly messageId: string;
  readonly topicArn?: string;
}

/** One short message, cut where the network would not take more. */
export function captureSms(mailbox: Mailbox, { from = DEFAULT_SENDER, text, ...rest }: ShortMessage): void {
  mailbox.add({ kind: 'sms', from, ...rest, text: text.slice(0, SMS_CHARACTERS) });
}
