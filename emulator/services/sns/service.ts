import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Handler } from '../../door/wire/server.ts';
import type { Account } from '../../runtime/account.ts';
import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Journal } from '../../runtime/journal.ts';
import { type MetricSink, noMetrics } from '../../runtime/metrics.ts';
import type { Outbox } from '../../runtime/outbox.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { createDelivery } from './delivery/create-delivery.ts';
import { Mailbox } from './mailbox/mailbox.ts';
import { MAILBOX_PATH, mailboxApi } from './mailbox/mailbox-api.ts';
import { snsAccess } from './operations/access.ts';
import { permissionOperations } from './operations/permissions.ts';
import { publishOperation } from './operations/publish.ts';
import { publishBatchOperation } from './operations/publish-batch.ts';
import { subscribeOperations } from './operations/subscribe.ts';
import { subscriptionOperations } from './operations/subscriptions.ts';
import { tagOperations } from './operations/tags.ts';
import { topicAttributeOperations } from './operations/topic-attributes.ts';
import { topicOperations } from './operations/topics.ts';
import type { SnsParts } from './parts.ts';
import { FanOut } from './publishing/fan-out.ts';
import { FifoRegister } from './publishing/fifo.ts';
import { Publisher } from './publishing/publisher.ts';
import { subscriptionResource } from './resources/subscription.ts';
import { topicResource } from './resources/topic.ts';
import { topicInlinePolicyResource, topicPolicyResource } from './resources/topic-policy.ts';
import { Signer } from './signing/signer.ts';
import { Enrolment } from './subscriptions/enrolment.ts';
import { Handshakes } from './subscriptions/handshakes.ts';
import { Subscriptions } from './subscriptions/subscriptions.ts';
import { Tokens } from './subscriptions/tokens.ts';
import { Topics } from './topics/topics.ts';
import { localUrls, SNS_PATH } from './urls.ts';
import { linkHandler } from './web.ts';

export interface SnsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly journal: Journal;
  readonly trace: Trace;
  /** `http://127.0.0.1:4566`, once the port is known: links in messages start with it. */
  readonly endpoint: () => string;
  /** Whether HTTP endpoints on other machines may be called. */
  readonly allowNetwork: boolean;
  readonly metrics?: MetricSink;
}

export interface Sns extends ServiceDefinition {
  /** Links in messages, and the mailbox with the mails and short messages that would have left the machine. */
  readonly mounts: ReadonlyMap<string, Handler>;
  /** Takes what other services would send to people as well. */
  readonly outbox: Outbox;
}

const SWEEP_MILLISECONDS = 3_600_000;

const GAPS = [
  'Mails and short messages are captured instead of sent: `GET /_telar/mailbox`. A mail that asks to confirm a subscription has the link in `confirmUrl`.',
  'Signatures are real, by a key of this installation; a verifier that only trusts certificates from amazonaws.com refuses them.',
  'HTTP and HTTPS endpoints on other machines are not called unless the network is allowed.',
  'Mobile push (platform applications), Firehose, message archiving and replay, data protection policies and the SMS sandbox are missing.',
];

/** https://docs.aws.amazon.com/sns/latest/api/welcome.html */
export function createSns(deps: SnsDeps): Sns {
  const { store, clock, account, door, endpoint, metrics = noMetrics } = deps;
  const topics = new Topics(deps);
  const subscriptions = new Subscriptions({ store, topics });
  const mailbox = new Mailbox(deps);
  const tokens = new Tokens(deps);
  const register = new FifoRegister(deps);
  const base = { ...deps, metrics, topics, subscriptions, mailbox, tokens, register, urls: localUrls(endpoint) };
  const signer = new Signer(deps);
  const delivery = createDelivery({ ...base, signer });
  const handshakes = new Handshakes({ ...base, ...delivery });
  const fanOut = new FanOut({ ...base, ...delivery });
  const parts: SnsParts = {
    ...base,
    access: snsAccess(topics, account.id),
    enrolment: new Enrolment({ ...base, handshakes }),
    publisher: new Publisher({ ...base, fanOut, commits: store.commits }),
    removeTopic(topicArn) {
      for (const { subscription } of [...subscriptions.of(topicArn)]) subscriptions.delete(subscription.arn);
      topics.delete(topicArn);
      register.forget(topicArn);
    },
  };
  let cancelSweep: Cancel | undefined;
  const sweep = () => {
    tokens.sweep();
    register.sweep();
    parts.enrolment.sweep();
    cancelSweep = clock.at(clock.now() + SWEEP_MILLISECONDS, sweep);
  };

  const service: Sns = {
    name: 'sns',
    signingName: 'sns',
    sdk: '@aws-sdk/client-sns',
    protocol: 'query',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    accessDeniedCode: 'AuthorizationErrorException',
    operations: [
      ...topicOperations(parts),
      ...topicAttributeOperations(parts),
      ...permissionOperations(parts),
      ...tagOperations(parts),
      ...subscribeOperations(parts),
      ...subscriptionOperations(parts),
      publishOperation(parts),
      publishBatchOperation(parts),
    ],
    resources: [
      topicResource(parts),
      subscriptionResource(parts),
      topicPolicyResource(parts),
      topicInlinePolicyResource(parts),
    ],
    gaps: GAPS,
    outbox: mailbox,
    mounts: new Map([
      [SNS_PATH, linkHandler({ door, ids: deps.ids, signer, service: () => service })],
      [MAILBOX_PATH, mailboxApi(mailbox)],
    ]),
    start() {
      delivery.lanes.start();
      sweep();
    },
    async stop() {
      cancelSweep?.();
      delivery.stop();
      await delivery.lanes.stop();
    },
  };
  return service;
}
