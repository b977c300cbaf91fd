import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { invalidParameter } from '../errors.ts';
import { TOKEN_MILLISECONDS } from '../limits.ts';
import type { Topic } from '../topics/topic.ts';
import type { Topics } from '../topics/topics.ts';
import { checkEndpoint, readProtocol } from './endpoint.ts';
import type { Handshakes } from './handshakes.ts';
import { isConfirmedAtOnce, type Subscription } from './subscription.ts';
import { checkAttributeName, isSet } from './subscription-attributes.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Tokens } from './tokens.ts';

export interface NewSubscription {
  readonly topic: Topic;
  readonly protocol: string | undefined;
  readonly endpoint: string | undefined;
  readonly attributes?: Readonly<Record<string, string>>;
  /** ARN of who subscribes. */
  readonly principal: string;
}

interface Deps {
  readonly topics: Topics;
  readonly subscriptions: Subscriptions;
  readonly tokens: Tokens;
  readonly handshakes: Handshakes;
  readonly clock: Clock;
  readonly ids: Ids;
}

const AT_CREATION = 'Attributes Reason: ';

/** The life of a subscription: asked for, confirmed by who owns the endpoint, ended. */
export class Enrolment {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Makes a subscription, or answers the one that the endpoint has with these attributes. */
  subscribe({ topic, protocol: given, endpoint: address, attributes = {}, principal }: NewSubscription): Subscription {
    const { subscriptions, ids, clock, handshakes } = this.#deps;
    const protocol = readProtocol(given);
    const endpoint = checkEndpoint(topic, protocol, address);
    for (const name of Object.keys(attributes)) checkAttributeName(name, true);
    const known = subscriptions.findByEndpoint(topic.arn, protocol, endpoint);
    if (known) return this.#again(known, attributes);
    const arn = `${topic.arn}:${ids.uuid()}`;
    const confirmed = isConfirmedAtOnce(protocol);
    const subscription = subscriptions.replaceAttributes(
      {
        arn,
        topicArn: topic.arn,
        protocol,
        endpoint,
        attributes: {},
        principal,
        pending: !confirmed,
        authenticated: confirmed,
        unsubscribeNeedsSignature: false,
        createdAt: clock.now(),
      },
      attributes,
      AT_CREATION,
    );
    if (!confirmed) handshakes.askToConfirm(subscription);
    return subscription;
  }

  /**
   * @param signed whether the call was, and not just a link that was opened
   * @throws AwsError InvalidParameter for a token that is none, or is too old
   */
  confirm(
    topicArn: string,
    token: string | undefined,
    { signed, unsubscribeNeedsSignature }: { signed: boolean; unsubscribeNeedsSignature: boolean },
  ): Subscription {
    const { subscriptions, tokens } = this.#deps;
    const asked = tokens.redeem(token, topicArn);
    const current = subscriptions.find(asked.arn)?.subscription;
    if (current && !current.pending) return current;
    return subscriptions.put({
      ...(current ?? asked),
      pending: false,
      authenticated: signed,
      unsubscribeNeedsSignature,
    });
  }

  /** Ends a subscription, if it is there, and tells an HTTP endpoint. */
  unsubscribe(arn: string): void {
    const { subscriptions, handshakes } = this.#deps;
    const ended = subscriptions.delete(arn);
    if (ended) handshakes.sayGoodbye(ended);
  }

  /** Forgets what nobody confirmed while it could be. */
  sweep(): void {
    const { subscriptions, clock } = this.#deps;
    for (const { arn, pending, createdAt } of subscriptions.list()) {
      if (pending && createdAt + TOKEN_MILLISECONDS <= clock.now()) subscriptions.delete(arn);
    }
  }

  #again(known: Subscription, attributes: Readonly<Record<string, string>>): Subscription {
    const different = Object.entries(attributes).some(
      ([name, value]) => isSet(value) && known.attributes[name] !== value,
    );
    if (different) throw invalidParameter(`${AT_CREATION}Subscription already exists with different attributes`);
    if (known.pending) this.#deps.handshakes.askToConfirm(known);
    return known;
  }
}
