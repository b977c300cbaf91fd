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
import type { Ids } from '../../../runtime/ids.ts';
import { Moment } from '../../../runtime/moment.ts';
import type { Trace } from '../../../runtime/trace.ts';

interface Deps {
  readonly door: Door;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_BATCH_EVENTS = 10_000;
/** Lines are shorter than the batch's byte limit allows for so many. */
const BATCH_EVENTS = Math.min(MAX_BATCH_EVENTS, 1_000);

/** What other requests have to say meanwhile is written together. */
const GATHERING_MILLISECONDS = 100;

interface Stream {
  readonly group: string;
  readonly name: string;
  pending: InputLogEvent[];
  sending: Promise<void> | undefined;
}

/**
 * Writes lines to log groups, in batches of what gathers for a moment and while the last is written. Log delivery does that on AWS with a
 * resource policy which API Gateway puts on the group itself, so here it acts for the account.
 */
export class LogWriter {
  readonly #deps: Deps;
  readonly #streams = new Map<string, Stream>();
  readonly #moment = new Moment(GATHERING_MILLISECONDS);

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Writes a line to a group that is there.
   *
   * @param groupArn `arn:aws:logs:…:log-group:name`, with or without `:*`
   */
  write(groupArn: string, message: string): void {
    const group = /:log-group:([^:]+)/.exec(groupArn)?.[1];
    if (group) this.#append(group, message, false);
  }

  /** Writes a line to a group of API Gateway's own, which it makes itself. */
  writeToOwn(group: string, message: string): void {
    this.#append(group, message, true);
  }

  #append(group: string, message: string, own: boolean): void {
    const stream = this.#streams.get(group) ?? this.#newStream(group, own);
    this.#streams.set(group, stream);
    stream.pending.push({ timestamp: this.#deps.clock.now(), message });
    stream.sending ??= this.#moment.passed().then(() => this.#send(stream));
  }

  /** Resolves when everything so far has been handed over. */
  async flushed(): Promise<void> {
    this.#moment.end();
    await Promise.all([...this.#streams.values()].map(({ sending }) => sending));
  }

  #newStream(group: string, own: boolean): Stream {
    const stream: Stream = { group, name: this.#deps.ids.hex(32), pending: [], sending: undefined };
    const { name } = stream;
    stream.sending = this.#create(group, name, own).then(() => this.#send(stream));
    return stream;
  }

  async #create(logGroupName: string, logStreamName: string, own: boolean): Promise<void> {
    // It may be there from an earlier run: that it could not be made is no matter then.
    if (own) await this.#call<CreateLogGroupCommandInput>('CreateLogGroup', { logGroupName });
    await this.#call<CreateLogStreamCommandInput>('CreateLogStream', { logGroupName, logStreamName });
  }

  async #send(stream: Stream): Promise<void> {
    while (stream.pending.length > 0) {
      await this.#call<PutLogEventsCommandInput>('PutLogEvents', {
        logGroupName: stream.group,
        logStreamName: stream.name,
        logEvents: stream.pending.splice(0, BATCH_EVENTS),
      });
    }
    stream.sending = undefined;
  }

  /** A log group that is gone loses its lines, as on AWS; the door's trace shows the refusal. */
  async #call<I>(operation: string, input: I): Promise<void> {
    const { door, account, trace, clock } = this.#deps;
    try {
      await door.call<I, unknown>({ service: 'logs', operation, principal: accountPrincipal(account) }, input);
    } catch (error) {
      if (!(error instanceof AwsError))
        trace.record({ kind: 'fault', at: clock.now(), where: 'API Gateway logs', error });
    }
  }
}
