import type {
  CreateLogGroupCommandInput,
  CreateLogStreamCommandInput,
  InputLogEvent,
  PutLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import { accountPrincipal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { Moment } from '../../../runtime/moment.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { batches } from './batches.ts';

export interface DeliveryDeps {
  readonly door: Door;
  readonly account: Account;
  readonly clock: Clock;
  readonly trace: Trace;
}

export interface DeliveredStreamOptions {
  /** Names, not ARNs. */
  readonly group: string;
  readonly stream: string;
  /** Whether the service makes the group itself, when it is not there. Default false. */
  readonly makesGroup?: boolean;
  /** Whose logs these are, for whoever looks for the cause of a fault. */
  readonly of: string;
}

/** What a service has to say meanwhile is written together. */
const GATHERING_MILLISECONDS = 100;

/**
 * A log stream that a service writes about its own work, in batches of what gathers for a moment and while the last batch is written. Log
 * delivery does that on AWS with a resource policy which the service puts on the group itself, so here it acts for the account.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export class DeliveredStream {
  readonly #deps: DeliveryDeps;
  readonly #options: DeliveredStreamOptions;
  readonly #moment = new Moment(GATHERING_MILLISECONDS);
  #pending: InputLogEvent[] = [];
  #sending: Promise<void> | undefined;
  #made = false;

  constructor(deps: DeliveryDeps, options: DeliveredStreamOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  write(events: readonly InputLogEvent[]): void {
    this.#pending.push(...events);
    this.#sending ??= this.#moment.passed().then(() => this.#send());
  }

  /** Resolves when everything so far has been handed over. */
  async flushed(): Promise<void> {
    this.#moment.end();
    await this.#sending;
  }

  async #send(): Promise<void> {
    const { group: logGroupName, stream: logStreamName } = this.#options;
    if (!this.#made) await this.#make(logGroupName, logStreamName);
    while (this.#pending.length > 0) {
      // Who writes may tell of what happened a moment after it did, of one thing sooner than of another.
      const inOrder = this.#pending.splice(0).sort(({ timestamp: a = 0 }, { timestamp: b = 0 }) => a - b);
      for (const logEvents of batches(inOrder)) {
        await this.#call<PutLogEventsCommandInput>('PutLogEvents', { logGroupName, logStreamName, logEvents });
      }
    }
    this.#sending = undefined;
  }

  async #make(logGroupName: string, logStreamName: string): Promise<void> {
    this.#made = true;
    // It may be there from an earlier run: that it could not be made is no matter then.
    if (this.#options.makesGroup) await this.#call<CreateLogGroupCommandInput>('CreateLogGroup', { logGroupName });
    await this.#call<CreateLogStreamCommandInput>('CreateLogStream', { logGroupName, logStreamName });
  }

  /** A log group that is gone loses its lines, as on AWS; the door's trace shows the refusal. */
  async #call<I>(operation: string, input: I): Promise<void> {
    const { door, account, trace, clock } = this.#deps;
    try {
      await door.call<I, unknown>({ service: 'logs', operation, principal: accountPrincipal(account) }, input);
    } catch (error) {
      if (!(error instanceof AwsError)) {
        trace.record({ kind: 'fault', at: clock.now(), where: `logs of ${this.#options.of}`, error });
      }
    }
  }
}
