import type { PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { SendMessageCommandInput, SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Door } from '../../door/door.ts';
import { AwsError } from '../../door/errors.ts';
import type { Identities } from '../../door/identities.ts';
import type { Principal } from '../../door/principal.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Outcome, Work } from '../../runtime/journal.ts';
import type { DeliveryTrace, Trace } from '../../runtime/trace.ts';
import { failureOf } from '../eventbridge/delivery-error.ts';
import { isoSeconds } from '../eventbridge/events/event.ts';
import { nextStep } from '../eventbridge/retry-policy.ts';
import type { ScheduleTarget } from './model.ts';
import { requestMaker } from './targets/request.ts';
import { queueUrl } from './targets/templated.ts';

export const SCHEDULER_SERVICE = 'scheduler.amazonaws.com';

/** One invocation of a target, as it stands in the journal: complete, since the schedule may be gone by then. */
export interface Invocation {
  /** ARN. */
  readonly schedule: string;
  readonly target: ScheduleTarget;
  /** When it was scheduled for, epoch milliseconds. */
  readonly due: number;
  readonly executionId: string;
}

interface Deps {
  readonly door: Door;
  readonly identities: Identities;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** Calls the targets of schedules, as the role of each, tries again what may pass, and dead-letters the rest. */
export class Invoker {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async work({ body, attempt, enqueuedAt }: Work<Invocation>): Promise<Outcome> {
    const { clock, ids } = this.#deps;
    const input = this.#input(body, attempt);
    try {
      await this.#call(body, input);
      this.#record(body, attempt, 'delivered');
      return 'done';
    } catch (error) {
      const failure = failureOf(error);
      const reason = `${failure.code}: ${failure.message}`;
      const situation = { attempt, now: clock.now(), ingestedAt: enqueuedAt, random: ids.random() };
      const next = failure.retry ? nextStep(body.target.RetryPolicy, situation) : { exhausted: undefined };
      if ('retryAt' in next) {
        this.#record(body, attempt, 'retrying', reason);
        return next;
      }
      await this.#giveUp(body, attempt, input, reason, {
        ERROR_CODE: failure.code,
        ERROR_MESSAGE: failure.message || failure.code,
        ...(next.exhausted ? { EXHAUSTED_RETRY_CONDITION: next.exhausted } : {}),
        RETRY_ATTEMPTS: String(attempt - 1),
      });
      return 'done';
    }
  }

  async #call({ target, executionId, schedule }: Invocation, input: string): Promise<void> {
    const { door } = this.#deps;
    const { service, operation, input: request } = requestMaker(door, target)({ target, input, executionId });
    const answer = await door.call<unknown, Partial<PutEventsCommandOutput>>(
      { service, operation, principal: this.#principal(target, schedule) },
      request,
    );
    // PutEvents refuses an entry inside of an answer that looks well.
    const [refused] = answer?.FailedEntryCount ? (answer.Entries ?? []) : [];
    if (refused?.ErrorCode) throw new AwsError(refused.ErrorCode, refused.ErrorMessage ?? '');
  }

  #principal({ RoleArn }: ScheduleTarget, schedule: string): Principal {
    const name = schedule.replace(/^.*\//, '').slice(0, 64);
    return this.#deps.identities.assumeForService(RoleArn, SCHEDULER_SERVICE, name);
  }

  /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
  #input({ target, schedule, due, executionId }: Invocation, attempt: number): string {
    const values: Readonly<Record<string, string>> = {
      'schedule-arn': schedule,
      'scheduled-time': isoSeconds(due),
      'execution-id': executionId,
      'attempt-number': String(attempt),
    };
    const input = target.Input ?? this.#defaultInput(schedule, due, executionId);
    return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => values[name] ?? whole);
  }

  #defaultInput(schedule: string, due: number, executionId: string): string {
    const { account } = this.#deps;
    return JSON.stringify({
      version: '0',
      id: executionId,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: account.id,
      time: isoSeconds(due),
      region: account.region,
      resources: [schedule],
      detail: '{}',
    });
  }

  async #giveUp(
    body: Invocation,
    attempt: number,
    input: string,
    reason: string,
    why: Readonly<Record<string, string>>,
  ) {
    const queue = body.target.DeadLetterConfig?.Arn;
    if (!queue) return this.#record(body, attempt, 'dropped', reason);
    try {
      await this.#deadLetter(queue, body, input, why);
      this.#record(body, attempt, 'dead-lettered', reason);
    } catch (error) {
      const further = `${reason} The dead-letter queue ${queue} did not take it: ${failureOf(error).message}`;
      this.#record(body, attempt, 'dropped', further);
    }
  }

  /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
  async #deadLetter(queue: string, body: Invocation, input: string, why: Readonly<Record<string, string>>) {
    const { schedule, target, due, executionId } = body;
    const attributes = {
      SCHEDULE_ARN: schedule,
      TARGET_ARN: target.Arn,
      SCHEDULED_TIME: isoSeconds(due),
      EXECUTION_ID: executionId,
      IS_PAYLOAD_TRUNCATED: 'false',
      ...why,
    };
    await this.#deps.door.call<SendMessageCommandInput, SendMessageCommandOutput>(
      { service: 'sqs', operation: 'SendMessage', principal: this.#principal(target, schedule) },
      {
        QueueUrl: queueUrl(queue),
        MessageBody: input,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
        ),
      },
    );
  }

  #record({ schedule, target }: Invocation, attempt: number, outcome: DeliveryTrace['outcome'], reason?: string): void {
    const { trace, clock } = this.#deps;
    const between = { from: schedule, to: target.Arn, attempt, outcome };
    trace.record({ kind: 'delivery', at: clock.now(), ...between, ...(reason === undefined ? {} : { reason }) });
  }
}
