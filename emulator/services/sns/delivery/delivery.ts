import type { Notification } from '../publishing/notification.ts';

/** One message for one subscription, as it waits to be delivered. */
export interface Delivery {
  /** ARN. */
  readonly subscription: string;
  readonly notification: Notification;
}
