import type { Priority } from '../../../events/notification-priority.ts';

/** Somebody or something that is sent notifications. */
export type Subscriber = {
  /** In words, with hyphens; unique within a stage. */
  readonly name: string;
  /** Which notifications; without it, all. */
  readonly only?: NotificationFilter;
} & (
  | {
      /** People have to confirm a mail before they are sent another. */
      readonly kind: 'email';
      readonly address: string;
    }
  | {
      /** Has to confirm: https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html */
      readonly kind: 'https';
      readonly url: `https://${string}`;
    }
  | {
      /** The queue `telar-<stage>-notifications-<name>`, made for it. */
      readonly kind: 'sqs';
    }
  | {
      readonly kind: 'lambda';
      /** The folder under functions/. */
      readonly source: `${string}/${string}`;
    }
);

/** A notification has to be of one of the values of each list that is given. */
export interface NotificationFilter {
  readonly types?: readonly string[];
  readonly priorities?: readonly Priority[];
  readonly recipients?: readonly string[];
}
