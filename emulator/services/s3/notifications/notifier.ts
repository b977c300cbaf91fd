import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import { servicePrincipal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Journal, Outcome, Work, WorkQueue } from '../../../runtime/journal.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { bucketArn } from '../arns.ts';
import { invalidArgument } from '../errors.ts';
import type { Listener } from '../events.ts';
import { type Destination, destinationsOf, wants } from './destination.ts';
import { eventName, notificationMessage, testMessage } from './record.ts';

interface Notification {
  readonly bucket: string;
  readonly service: Destination['service'];
  readonly arn: string;
  readonly message: string;
}

/** S3 says only that it retries; these tries span about half an hour. */
const TRIES = 12;
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 300_000;

interface NotifierDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly door: Door;
  readonly journal: Journal;
  readonly trace: Trace;
}

/** Sends S3's own notifications to functions, queues and topics, at least once, as `s3.amazonaws.com` for the bucket. */
export class Notifier {
  readonly #deps: NotifierDeps;
  readonly #queue: WorkQueue<Notification>;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
    this.#queue = deps.journal.queue<Notification>('s3-notifications', (work) => this.#deliver(work));
  }

  readonly listener: Listener = (happening) => {
    const { bucket, version } = happening;
    const { account, clock } = this.#deps;
    const name = eventName(happening);
    for (const destination of destinationsOf(bucket.settings.notification)) {
      if (!wants(destination, name, version.key)) continue;
      const { service, arn, id } = destination;
      const message = notificationMessage(happening, id, clock.now(), account);
      this.#queue.add({ bucket: bucket.name, service, arn, message });
    }
  };

  /**
   * Asks each new destination whether S3 may send to it; queues and topics get a test message.
   *
   * @throws AwsError InvalidArgument, naming those that refuse
   */
  async validate(bucket: string, destinations: readonly Destination[], requestId: string): Promise<void> {
    const message = testMessage(bucket, requestId, this.#deps.clock.now());
    const refused: string[] = [];
    for (const { service, arn } of destinations) {
      try {
        await this.#send({ bucket, service, arn, message }, 'DryRun');
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        refused.push(arn);
      }
    }
    if (refused.length === 0) return;
    throw invalidArgument('Unable to validate the following destination configurations', refused.join(', '), 'refused');
  }

  async #deliver({ body, attempt }: Work<Notification>): Promise<Outcome> {
    try {
      await this.#send(body, 'Event');
      this.#record(body, attempt, 'delivered');
      return 'done';
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const last = attempt >= TRIES;
      this.#record(body, attempt, last ? 'dropped' : 'retrying', error.message);
      if (last) return 'done';
      const pause = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1), LONGEST_PAUSE_MILLISECONDS);
      return { retryAt: this.#deps.clock.now() + pause };
    }
  }

  async #send({ bucket, service, arn, message }: Notification, InvocationType: 'Event' | 'DryRun'): Promise<void> {
    const { account, door } = this.#deps;
    const principal = servicePrincipal('s3.amazonaws.com', bucketArn(account, bucket));
    if (service === 'lambda') {
      const input: InvokeCommandInput = { FunctionName: arn, InvocationType, Payload: Buffer.from(message) };
      await door.call({ service, operation: 'Invoke', principal }, input);
    } else if (service === 'sqs') {
      const input: SendMessageCommandInput = { QueueUrl: queueUrl(arn, account), MessageBody: message };
      await door.call({ service, operation: 'SendMessage', principal }, input);
    } else {
      const input: PublishCommandInput = { TopicArn: arn, Message: message, Subject: 'Amazon S3 Notification' };
      await door.call({ service, operation: 'Publish', principal }, input);
    }
  }

  #record(
    { bucket, arn }: Notification,
    attempt: number,
    outcome: 'delivered' | 'retrying' | 'dropped',
    reason?: string,
  ): void {
    const { trace, clock, account } = this.#deps;
    const from = bucketArn(account, bucket);
    trace.record({ kind: 'delivery', at: clock.now(), from, to: arn, attempt, outcome, ...(reason ? { reason } : {}) });
  }
}

/** A queue's address by its ARN, in AWS's form; the queue service looks only at account and name. */
function queueUrl(arn: string, { urlSuffix }: Account): string {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.${urlSuffix}/${account}/${name}`;
}
