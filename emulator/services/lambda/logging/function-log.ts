import type {
  CreateLogGroupCommandInput,
  CreateLogStreamCommandInput,
  InputLogEvent,
  PutLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { Moment } from '../../../runtime/moment.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { batches } from '../../logs/delivery/batches.ts';

export interface FunctionLogOptions {
  readonly door: Door;
  readonly clock: Clock;
  readonly trace: Trace;
  /** The function's role: its policies decide whether the lines may be written. */
  readonly principal: Principal;
  readonly group: string;
  readonly stream: string;
}

/** A function's next invocation may come at once, and its lines go with those of this one. */
const GATHERING_MILLISECONDS = 100;

/** The log stream of one environment: lines are gathered and written in batches, in order, as the function's role. */
export class FunctionLog {
  readonly #options: FunctionLogOptions;
  #events: InputLogEvent[] = [];
  #tail: string[] | undefined;
  #created = false;
  #refused = false;
  #writing: Promise<void> = Promise.resolve();
  readonly #moment = new Moment(GATHERING_MILLISECONDS);

  constructor(options: FunctionLogOptions) {
    this.#options = options;
  }

  line(message: string): void {
    const { clock, trace, group, stream } = this.#options;
    trace.record({ kind: 'log', at: clock.now(), logGroup: group, logStream: stream, message });
    this.#tail?.push(`${message}\n`);
    if (this.#refused) return;
    if (this.#events.length === 0) void this.#moment.passed().then(() => this.flush());
    this.#events.push({ timestamp: clock.now(), message: `${message}\n` });
  }

  /** Collects lines from here on until `takeTail`. */
  startTail(): void {
    this.#tail = [];
  }

  takeTail(): string {
    const tail = this.#tail?.join('') ?? '';
    this.#tail = undefined;
    return tail;
  }

  /** Writes what has been gathered. */
  flush(): Promise<void> {
    this.#moment.end();
    const events = this.#events;
    if (events.length === 0) return this.#writing;
    this.#events = [];
    this.#writing = this.#writing.then(() => this.#write(events)).catch((error: unknown) => this.#lost(error));
    return this.#writing;
  }

  async #write(events: readonly InputLogEvent[]): Promise<void> {
    if (!this.#created) await this.#create();
    for (const logEvents of batches(events)) {
      await this.#call<PutLogEventsCommandInput>('PutLogEvents', { ...this.#names(), logEvents });
    }
  }

  async #create(): Promise<void> {
    const { logGroupName, logStreamName } = this.#names();
    const create = () => this.#call<CreateLogStreamCommandInput>('CreateLogStream', { logGroupName, logStreamName });
    try {
      await create();
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
      await this.#call<CreateLogGroupCommandInput>('CreateLogGroup', { logGroupName }).catch(unlessThere);
      await create();
    }
    this.#created = true;
  }

  #names() {
    return { logGroupName: this.#options.group, logStreamName: this.#options.stream };
  }

  async #call<I>(operation: string, input: I): Promise<void> {
    const { door, principal } = this.#options;
    await door.call<I, unknown>({ service: 'logs', operation, principal }, input);
  }

  /** As on AWS, a function whose role may not write logs runs all the same; here the reason can be seen. */
  #lost(error: unknown): void {
    const { trace, clock, group } = this.#options;
    this.#refused = true;
    this.#events = [];
    trace.record({ kind: 'fault', at: clock.now(), where: `log of a function, group ${group}`, error });
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
}
