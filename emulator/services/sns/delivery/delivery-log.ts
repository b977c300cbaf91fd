import { createHash } from 'node:crypto';
import type {
  CreateLogGroupCommandInput,
  CreateLogStreamCommandInput,
  PutLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { Protocol } from '../subscriptions/subscription.ts';
import type { DeliveryFailure } from './delivery-failure.ts';
import { type Receipt, type Shipment, SNS_SERVICE } from './shipment.ts';

interface Deps {
  readonly door: Door;
  readonly identities: Identities;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** How a topic's attributes name its kinds of subscribers; the others have no log. */
const KINDS: Partial<Readonly<Record<Protocol, string>>> = {
  sqs: 'SQS',
  lambda: 'Lambda',
  http: 'HTTP',
  https: 'HTTP',
};

/**
 * Writes to CloudWatch Logs how deliveries ended, as the roles that the topic names for that.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html
 */
export class DeliveryLog {
  readonly #deps: Deps;
  /** The stream of this run in each log group. */
  readonly #streams = new Map<string, string>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @param startedAt of the last try, epoch milliseconds */
  async delivered(shipment: Shipment, receipt: Receipt, startedAt: number): Promise<void> {
    const { attributes } = shipment.topic;
    const kind = KINDS[shipment.subscriber.subscription.protocol];
    const role = attributes[`${kind}SuccessFeedbackRoleArn`];
    const rate = Number(attributes[`${kind}SuccessFeedbackSampleRate`] ?? 0);
    if (!kind || !role || this.#deps.ids.random() * 100 >= rate) return;
    const outcome = { status: 'SUCCESS', statusCode: receipt.status, providerResponse: receipt.response };
    await this.#write(shipment, role, '', outcome, startedAt);
  }

  async failed(shipment: Shipment, failure: DeliveryFailure, attempts: number, startedAt: number): Promise<void> {
    const kind = KINDS[shipment.subscriber.subscription.protocol];
    const role = shipment.topic.attributes[`${kind}FailureFeedbackRoleArn`];
    if (!kind || !role) return;
    const outcome = { status: 'FAILURE', statusCode: failure.status, providerResponse: failure.message, attempts };
    await this.#write(shipment, role, '/Failure', outcome, startedAt);
  }

  async #write(
    { topic, subscriber, notification }: Shipment,
    role: string,
    suffix: string,
    outcome: { status: string; statusCode: number; providerResponse: unknown; attempts?: number },
    startedAt: number,
  ): Promise<void> {
    const { account, clock, ids, trace, identities } = this.#deps;
    const { status, ...delivery } = outcome;
    const group = `sns/${account.region}/${account.id}/${topic.name}${suffix}`;
    const message = JSON.stringify({
      notification: {
        messageMD5Sum: createHash('md5').update(notification.message).digest('hex'),
        messageId: notification.messageId,
        topicArn: topic.arn,
        timestamp: new Date(notification.publishedAt).toISOString().replace('T', ' ').replace('Z', ''),
      },
      delivery: {
        deliveryId: ids.uuid(),
        destination: subscriber.subscription.endpoint,
        dwellTimeMs: clock.now() - startedAt,
        ...delivery,
      },
      status,
    });
    try {
      const principal = identities.assumeForService(role, SNS_SERVICE, topic.name.slice(0, 64));
      await this.#put(principal, group, message);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const between = { from: topic.arn, to: group, attempt: 1 };
      trace.record({ kind: 'delivery', at: clock.now(), ...between, outcome: 'dropped', reason: error.message });
    }
  }

  async #put(principal: Principal, logGroupName: string, message: string): Promise<void> {
    const { door, clock, ids } = this.#deps;
    const call = (operation: string) => ({ service: 'logs', operation, principal });
    const known = this.#streams.get(logGroupName);
    const logStreamName = known ?? ids.uuid();
    if (!known) {
      await ignoringExisting(door.call<CreateLogGroupCommandInput, object>(call('CreateLogGroup'), { logGroupName }));
      const stream = { logGroupName, logStreamName };
      await ignoringExisting(door.call<CreateLogStreamCommandInput, object>(call('CreateLogStream'), stream));
      this.#streams.set(logGroupName, logStreamName);
    }
    const logEvents = [{ timestamp: clock.now(), message }];
    const input = { logGroupName, logStreamName, logEvents };
    try {
      await door.call<PutLogEventsCommandInput, object>(call('PutLogEvents'), input);
    } catch (error) {
      // Somebody deleted the group or the stream: the next message makes them anew.
      this.#streams.delete(logGroupName);
      throw error;
    }
  }
}

async function ignoringExisting(call: Promise<object>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
}
