import type { Notification } from '../publishing/notification.ts';
import type { Subscriber } from '../subscriptions/subscriptions.ts';
import type { Topic } from '../topics/topic.ts';

/** One message for one subscription. */
export interface Shipment {
  readonly topic: Topic;
  readonly subscriber: Subscriber;
  readonly notification: Notification;
}

/** What the other side answered, for the log of deliveries. */
export interface Receipt {
  readonly status: number;
  /** `sqsRequestId`, `lambdaRequestId` … as AWS calls it. */
  readonly response: Readonly<Record<string, unknown>>;
}

/** A way to hand a message over. */
export interface Carrier {
  /** @throws DeliveryFailure, or AwsError of the service that was called */
  send(shipment: Shipment): Promise<Receipt>;
}

export const SNS_SERVICE = 'sns.amazonaws.com';

/** The version of a topic's signatures. */
export const signatureVersionOf = ({ attributes }: Topic) => (attributes.SignatureVersion === '2' ? '2' : '1');
