import type {
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
import type { ExecutionObserver } from '../engine/engine.ts';
import type { Execution } from '../engine/execution.ts';
import { isLogged, logRecord } from './log-record.ts';

interface Deps {
  readonly door: Door;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_BATCH_EVENTS = 10_000;
const MAX_BATCH_BYTES = 1_048_576;
const BYTES_PER_EVENT = 26;

/** What executions tell of meanwhile is written together. */
const GATHERING_MILLISECONDS = 100;

/** A stream of a log group that a state machine writes to. */
interface Stream {
  readonly group: string;
  readonly name: string;
  pending: InputLogEvent[];
  sending: Promise<void> | undefined;
}

/**
 * Writes executions to CloudWatch Logs at the level of their state machine. AWS's log delivery does that with a
 * resource policy which Step Functions puts on the log group itself, so here it acts for the account.
 */
export class ExecutionLogs implements ExecutionObserver {
  readonly #deps: Deps;
  readonly #streams = new Map<string, Stream>();
  readonly #moment = new Moment(GATHERING_MILLISECONDS);

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  statusChanged(): void {
    // The events say it.
  }

  eventsRecorded(execution: Execution): void {
    const { level = 'OFF', includeExecutionData = false, destinations } = execution.revision.logging ?? {};
    if (level === 'OFF') return;
    const group = groupName(destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn);
    if (group === undefined) return;
    const first = execution.pendingFrom;
    const lines = execution.pendingEvents.flatMap((event, index) =>
      isLogged(event[0], level)
        ? [{ timestamp: event[2], message: logRecord(execution, first + index, event, includeExecutionData) }]
        : [],
    );
    if (lines.length > 0) this.#append(execution, group, lines);
  }

  /** Resolves when everything so far has been handed over. */
  async flushed(): Promise<void> {
    this.#moment.end();
    await Promise.all([...this.#streams.values()].map(({ sending }) => sending));
  }

  #append({ record }: Execution, group: string, lines: readonly InputLogEvent[]): void {
    const key = `${record.machineArn} ${group}`;
    const stream = this.#streams.get(key) ?? this.#newStream(record.machineName, group);
    this.#streams.set(key, stream);
    stream.pending.push(...lines);
    stream.sending ??= this.#moment.passed().then(() => this.#send(stream));
  }

  #newStream(machineName: string, group: string): Stream {
    const minute = new Date(this.#deps.clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, '-');
    const name = `states/${machineName}/${minute}/${this.#deps.ids.hex(8)}`;
    const stream: Stream = { group, name, pending: [], sending: undefined };
    stream.sending = this.#create(stream).then(() => this.#send(stream));
    return stream;
  }

  async #create({ group, name }: Stream): Promise<void> {
    await this.#call<CreateLogStreamCommandInput>('CreateLogStream', { logGroupName: group, logStreamName: name });
  }

  async #send(stream: Stream): Promise<void> {
    while (stream.pending.length > 0) {
      const logEvents = takeBatch(stream);
      await this.#call<PutLogEventsCommandInput>('PutLogEvents', {
        logGroupName: stream.group,
        logStreamName: stream.name,
        logEvents,
      });
    }
    stream.sending = undefined;
  }

  /** A log group that is gone loses its logs, as on AWS; the door's trace shows the refusal. */
  async #call<I>(operation: string, input: I): Promise<void> {
    const { door, account, trace, clock } = this.#deps;
    try {
      await door.call<I, unknown>({ service: 'logs', operation, principal: accountPrincipal(account) }, input);
    } catch (error) {
      if (!(error instanceof AwsError))
        trace.record({ kind: 'fault', at: clock.now(), where: 'Step Functions logs', error });
    }
  }
}

/** In the order of their time: executions tell of what happened a moment after it did, one sooner than another. */
function takeBatch(stream: Stream): InputLogEvent[] {
  let bytes = 0;
  const fits = stream.pending.findIndex(({ message = '' }, index) => {
    bytes += Buffer.byteLength(message) + BYTES_PER_EVENT;
    return index > 0 && (bytes > MAX_BATCH_BYTES || index >= MAX_BATCH_EVENTS);
  });
  const batch = stream.pending.splice(0, fits === -1 ? stream.pending.length : fits);
  return batch.sort(({ timestamp: a = 0 }, { timestamp: b = 0 }) => a - b);
}

/** `arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/x:*` → the group's name */
const groupName = (arn: string | undefined): string | undefined => /:log-group:(.+):\*$/.exec(arn ?? '')?.[1];
