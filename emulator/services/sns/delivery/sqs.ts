import type { MessageAttributeValue, SendMessageCommandInput, SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import { servicePrincipal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { queueUrl } from '../../eventbridge/targets/queue-url.ts';
import { RAW_ATTRIBUTES } from '../limits.ts';
import type { Attributes } from '../publishing/notification.ts';
import type { Signer } from '../signing/signer.ts';
import type { Urls } from '../urls.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { envelopeText, notificationEnvelope } from './envelope.ts';
import { type Carrier, type Shipment, SNS_SERVICE, signatureVersionOf } from './shipment.ts';

interface Deps {
  readonly door: Door;
  readonly account: Account;
  readonly signer: Signer;
  readonly urls: Urls;
}

export interface QueueCarrier extends Carrier {
  /** Sends what the subscription would have got to another queue. */
  sendTo(queueArn: string, shipment: Shipment): Promise<{ readonly status: number }>;
}

/** Sends messages to queues, as SNS on behalf of the topic: the queue's policy decides. */
export function sqsCarrier(deps: Deps): QueueCarrier {
  const { door, account } = deps;
  async function sendTo(queueArn: string, shipment: Shipment) {
    const arn = parseArn(queueArn);
    if (!arn) throw new DeliveryFailure(`${queueArn} is not the ARN of a queue.`, { retry: false, status: 400 });
    const { topicArn, traceHeader } = shipment.notification;
    const output = await door.call<SendMessageCommandInput, SendMessageCommandOutput>(
      {
        service: 'sqs',
        operation: 'SendMessage',
        principal: servicePrincipal(SNS_SERVICE, topicArn),
        ...(traceHeader ? { traceHeader } : {}),
      },
      { QueueUrl: queueUrl(account, arn), ...(await queueMessage(deps, shipment, queueArn)) },
    );
    return { status: 200, response: { sqsRequestId: output.MessageId } };
  }
  return { sendTo, send: (shipment) => sendTo(shipment.subscriber.subscription.endpoint, shipment) };
}

async function queueMessage(deps: Deps, shipment: Shipment, queueArn: string) {
  const { notification, subscriber, topic } = shipment;
  const { groupId, deduplicationId, traceHeader } = notification;
  const toFifo = queueArn.endsWith('.fifo');
  return {
    ...(subscriber.settings.raw
      ? { MessageBody: notification.message, MessageAttributes: rawAttributes(notification.attributes) }
      : {
          MessageBody: envelopeText(
            await notificationEnvelope(deps, notification, subscriber.subscription.arn, signatureVersionOf(topic)),
          ),
        }),
    // A standard queue gets the group of a standard topic's message, for fair queues, but not a FIFO topic's.
    ...(groupId && toFifo === topic.fifo ? { MessageGroupId: groupId } : {}),
    ...(deduplicationId && toFifo ? { MessageDeduplicationId: deduplicationId } : {}),
    ...(traceHeader
      ? { MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } } }
      : {}),
  };
}

function rawAttributes(attributes: Attributes): Record<string, MessageAttributeValue> {
  const entries = Object.entries(attributes);
  if (entries.length > RAW_ATTRIBUTES) {
    const message = `Raw delivery carries up to ${RAW_ATTRIBUTES} message attributes; the message has ${entries.length}.`;
    throw new DeliveryFailure(message, { retry: false, status: 400 });
  }
  return Object.fromEntries(
    entries.map(([name, { type, value }]) => [
      name,
      type.startsWith('Binary')
        ? { DataType: type, BinaryValue: Buffer.from(value, 'base64') }
        : { DataType: type, StringValue: value },
    ]),
  );
}
