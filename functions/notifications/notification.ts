import type { Priority } from '../../events/notification-priority.ts';

/** What all recipients of a request are told. */
export interface Notification {
  readonly type: string;
  readonly priority: Priority;
  readonly title: string;
  readonly message: string;
}
