import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Journal, Outcome, Work, WorkQueue } from '../../../runtime/journal.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { failureOf } from '../delivery/delivery-failure.ts';
import type { MailCarrier } from '../delivery/email.ts';
import type { Letter } from '../delivery/envelope.ts';
import type { HttpCarrier } from '../delivery/http.ts';
import { effectiveHttpPolicy } from '../delivery/http-policy.ts';
import { waitBefore } from '../delivery/retry-policy.ts';
import type { Topics } from '../topics/topics.ts';
import { isHttp, type Subscription } from './subscription.ts';
import type { Tokens } from './tokens.ts';

/** A letter to the owner of an endpoint, as it waits to be sent. */
interface Handshake {
  readonly subscription: Subscription;
  readonly letter: Letter;
}

interface Deps {
  readonly http: HttpCarrier;
  readonly mail: MailCarrier;
  readonly topics: Topics;
  readonly tokens: Tokens;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** Asks owners of endpoints whether they want what they are subscribed to. */
export class Handshakes {
  readonly #deps: Deps;
  readonly #queue: WorkQueue<Handshake>;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#queue = deps.journal.queue<Handshake>('sns-handshakes', (work) => this.#work(work));
  }

  /** Sends a token that confirms the subscription. */
  askToConfirm(subscription: Subscription): void {
    const { topicArn } = subscription;
    const text = `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
    this.#send(subscription, 'SubscriptionConfirmation', text);
  }

  /** Tells an HTTP endpoint that its subscription has ended, with a token that restores it. */
  sayGoodbye(subscription: Subscription): void {
    if (!isHttp(subscription.protocol) || subscription.pending) return;
    const text = `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
    this.#send(subscription, 'UnsubscribeConfirmation', text);
  }

  #send(subscription: Subscription, type: Letter['type'], text: string): void {
    const { tokens, ids, clock } = this.#deps;
    const token = tokens.issue(subscription);
    const { topicArn } = subscription;
    const letter = { type, messageId: ids.uuid(), token, topicArn, text, sentAt: clock.now() };
    this.#queue.add({ subscription, letter });
  }

  async #work({ body: { subscription, letter }, attempt }: Work<Handshake>): Promise<Outcome> {
    const { http, mail, topics, clock, ids } = this.#deps;
    const topic = topics.find(letter.topicArn);
    if (!topic) return 'done';
    try {
      if (isHttp(subscription.protocol)) await http.sendLetter(subscription, letter);
      else await mail.sendLetter(subscription, topic, letter);
      this.#record(subscription, attempt, 'delivered', letter.type);
      return 'done';
    } catch (error) {
      const failure = failureOf(error);
      const policy = effectiveHttpPolicy(topics.deliveryPolicyOf(topic), undefined).healthyRetryPolicy;
      const wait = failure.retry ? waitBefore(policy, attempt, ids.random()) : undefined;
      const outcome = wait === undefined ? 'dropped' : 'retrying';
      this.#record(subscription, attempt, outcome, `${letter.type}: ${failure.message}`);
      return wait === undefined ? 'done' : { retryAt: clock.now() + wait };
    }
  }

  #record(
    { topicArn, endpoint }: Subscription,
    attempt: number,
    outcome: 'delivered' | 'retrying' | 'dropped',
    reason: string,
  ): void {
    const { trace, clock } = this.#deps;
    trace.record({ kind: 'delivery', at: clock.now(), from: topicArn, to: endpoint, attempt, outcome, reason });
  }
}
