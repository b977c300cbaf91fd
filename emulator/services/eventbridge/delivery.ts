import type { SendMessageCommandInput, SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import { type Principal, servicePrincipal } from '../../door/principal.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Outcome, Work } from '../../runtime/journal.ts';
import type { DeliveryTrace, Trace } from '../../runtime/trace.ts';
import { parseArn } from './arns.ts';
import { type Failure, failureOf } from './delivery-error.ts';
import { notFound } from './errors.ts';
import { type BusEvent, isoSeconds, readEvent } from './events/event.ts';
import { nextStep } from './retry-policy.ts';
import type { Rule, RuleTarget } from './state/model.ts';
import type { Rules } from './state/rules.ts';
import { targetInput } from './target-input.ts';
import type { TargetKinds } from './targets/kinds.ts';
import { queueUrl } from './targets/queue-url.ts';

export const EVENTS_SERVICE = 'events.amazonaws.com';

/** One event for one target, as it stands in the journal. */
export interface Delivery {
  /** ARN. */
  readonly rule: string;
  readonly target: string;
  /** The event's text. */
  readonly event: string;
  /** What the text would say, too; reading it takes longer than most deliveries. */
  readonly eventId: string;
  /** Epoch milliseconds. */
  readonly ingestedAt: number;
  readonly deliveryId: string;
  readonly traceHeader?: string;
}

interface Deps {
  readonly rules: Rules;
  readonly kinds: TargetKinds;
  readonly door: Door;
  readonly identities: Identities;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

interface Addressed {
  readonly rule: Rule;
  readonly target: RuleTarget;
  readonly eventId: string;
}

/** Hands events over to targets, tries again what may pass, and dead-letters the rest. */
export class Deliverer {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async work({ body, attempt }: Work<Delivery>): Promise<Outcome> {
    const rule = this.#deps.rules.byArn(body.rule);
    const target = rule?.targets.find(({ Id }) => Id === body.target);
    if (!rule || !target) {
      const reason = 'The rule or the target was removed before the event could be delivered.';
      this.#record({ from: body.rule, to: body.target, attempt, outcome: 'dropped', reason });
      return 'done';
    }
    const event = readEvent(body.event, body.traceHeader);
    const to = { rule, target, eventId: body.eventId };
    try {
      await this.#send(to, event, body);
      this.#record({ ...between(to, attempt), outcome: 'delivered' });
      return 'done';
    } catch (error) {
      return this.#failed(to, body, attempt, failureOf(error));
    }
  }

  async #send({ rule, target }: Addressed, event: BusEvent, { ingestedAt, deliveryId }: Delivery): Promise<void> {
    const kind = this.#deps.kinds.of(target.Arn);
    if (!kind) throw notFound(`The target ${target.Arn} is of a kind that the emulator does not deliver to.`);
    const ingestionTime = isoSeconds(ingestedAt);
    const input = targetInput(target, event, { ruleArn: rule.arn, ruleName: rule.name, ingestionTime });
    await kind.send({ rule, target, event, input, deliveryId, principal: this.#principal(rule, target) });
  }

  /** The role of the target or the rule, where there is one; else EventBridge itself, on behalf of the rule. */
  #principal(rule: Rule, target: RuleTarget): Principal {
    const role = target.RoleArn ?? rule.roleArn;
    if (!role) return servicePrincipal(EVENTS_SERVICE, rule.arn);
    return this.#deps.identities.assumeForService(role, EVENTS_SERVICE, rule.name.slice(0, 64));
  }

  async #failed(to: Addressed, delivery: Delivery, attempt: number, failure: Failure): Promise<Outcome> {
    const { clock, ids } = this.#deps;
    const situation = {
      attempt,
      now: clock.now(),
      ingestedAt: delivery.ingestedAt,
      random: ids.random(),
      retryAfterSeconds: failure.retryAfterSeconds,
    };
    const next = failure.retry ? nextStep(to.target.RetryPolicy, situation) : { exhausted: undefined };
    const reason = `${failure.code}: ${failure.message}`;
    if ('retryAt' in next) {
      this.#record({ ...between(to, attempt), outcome: 'retrying', reason });
      return next;
    }
    await this.#giveUp(to, delivery, attempt, {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message || failure.code,
      ...(next.exhausted ? { EXHAUSTED_RETRY_CONDITION: next.exhausted, RETRY_ATTEMPTS: String(attempt - 1) } : {}),
    });
    return 'done';
  }

  async #giveUp(to: Addressed, delivery: Delivery, attempt: number, why: Readonly<Record<string, string>>) {
    const { rule, target } = to;
    const reason = `${why.ERROR_CODE}: ${why.ERROR_MESSAGE}`;
    const queue = target.DeadLetterConfig?.Arn;
    if (!queue) return this.#record({ ...between(to, attempt), outcome: 'dropped', reason });
    try {
      await this.#deadLetter(queue, rule, delivery, { RULE_ARN: rule.arn, TARGET_ARN: target.Arn, ...why });
      this.#record({ ...between(to, attempt), outcome: 'dead-lettered', reason });
    } catch (error) {
      const further = `${reason} The dead-letter queue ${queue} did not take it: ${failureOf(error).message}`;
      this.#record({ ...between(to, attempt), outcome: 'dropped', reason: further });
    }
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
  async #deadLetter(queue: string, rule: Rule, delivery: Delivery, attributes: Readonly<Record<string, string>>) {
    const { door, account } = this.#deps;
    const arn = parseArn(queue);
    if (!arn) throw notFound(`${queue} is not the ARN of a queue.`);
    await door.call<SendMessageCommandInput, SendMessageCommandOutput>(
      { service: 'sqs', operation: 'SendMessage', principal: servicePrincipal(EVENTS_SERVICE, rule.arn) },
      {
        QueueUrl: queueUrl(account, arn),
        MessageBody: delivery.event,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
        ),
      },
    );
  }

  #record(delivery: Omit<DeliveryTrace, 'kind' | 'at'>): void {
    const { trace, clock } = this.#deps;
    trace.record({ kind: 'delivery', at: clock.now(), ...delivery });
  }
}

const between = ({ rule, target, eventId }: Addressed, attempt: number) => ({
  from: rule.arn,
  to: target.Arn,
  eventId,
  attempt,
});
