import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { SnsAccess } from './operations/access.ts';
import type { Publisher } from './publishing/publisher.ts';
import type { Enrolment } from './subscriptions/enrolment.ts';
import type { Subscriptions } from './subscriptions/subscriptions.ts';
import type { Topics } from './topics/topics.ts';

/** What operations and resource types choose from. */
export interface SnsParts {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly access: SnsAccess;
  readonly topics: Topics;
  readonly subscriptions: Subscriptions;
  readonly enrolment: Enrolment;
  readonly publisher: Publisher;
  readonly mailbox: Mailbox;
  /** Takes a topic away with its subscriptions; succeeds when it is gone already. */
  readonly removeTopic: (topicArn: string) => void;
}
