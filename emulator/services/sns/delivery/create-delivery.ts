import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Signer } from '../signing/signer.ts';
import type { Protocol } from '../subscriptions/subscription.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Topics } from '../topics/topics.ts';
import type { Urls } from '../urls.ts';
import { Deliverer } from './deliverer.ts';
import { DeliveryLog } from './delivery-log.ts';
import { mailCarrier } from './email.ts';
import { httpCarrier } from './http.ts';
import { createPoster } from './http-post.ts';
import { lambdaCarrier } from './lambda.ts';
import { Lanes } from './lanes.ts';
import type { Carrier } from './shipment.ts';
import { smsCarrier } from './sms.ts';
import { sqsCarrier } from './sqs.ts';
import { Throttle } from './throttle.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
  readonly topics: Topics;
  readonly subscriptions: Subscriptions;
  readonly mailbox: Mailbox;
  readonly signer: Signer;
  readonly urls: Urls;
  readonly allowNetwork: boolean;
  readonly metrics: MetricSink;
}

/** Puts together all that carries messages to subscribers. */
export function createDelivery(deps: Deps) {
  const poster = createPoster(deps);
  const throttle = new Throttle(deps.clock);
  const http = httpCarrier({ ...deps, poster, throttle });
  const mail = mailCarrier(deps);
  const queues = sqsCarrier(deps);
  const carriers: Readonly<Record<Protocol, Carrier>> = {
    sqs: queues,
    lambda: lambdaCarrier(deps),
    http,
    https: http,
    email: mail,
    'email-json': mail,
    sms: smsCarrier(deps.mailbox),
  };
  const deliverer = new Deliverer({ ...deps, carriers, queues, log: new DeliveryLog(deps) });
  const lanes = new Lanes({ ...deps, deliver: (delivery, attempt) => deliverer.deliver(delivery, attempt) });
  return {
    http,
    mail,
    deliverer,
    lanes,
    /** Gives up what is under way with HTTP endpoints; it is tried again after the next start. */
    stop() {
      poster.stop();
      throttle.stop();
    },
  };
}
