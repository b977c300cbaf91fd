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
import type { Trace } from '../../../runtime/trace.ts';
import { LOGGED_BYTES } from '../limits.ts';
import type { Pipe } from '../pipe.ts';
import { type ExecutionStep, LEVELS, levelOf } from './execution-steps.ts';

interface Deps {
  readonly door: Door;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/**
 * Writes the steps of a pipe's executions to CloudWatch Logs
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html). AWS's log delivery does that with a
 * resource policy that it puts on the log group itself, so here it acts for the account.
 */
export class PipeLog {
  readonly #deps: Deps;
  readonly #pipe: Pipe;
  readonly #stream: string;
  #pending: InputLogEvent[] = [];
  #sending: Promise<void> | undefined;
  #opened = false;

  constructor(deps: Deps, pipe: Pipe) {
    this.#deps = deps;
    this.#pipe = pipe;
    this.#stream = `${pipe.name}/${deps.ids.hex(16)}`;
  }

  /** @param payload the events of the step as JSON; asked for only when it is logged */
  step(executionId: string, messageType: ExecutionStep, payload?: () => string, error?: unknown): void {
    const { Level = 'OFF', IncludeExecutionData, CloudwatchLogsLogDestination } = this.#pipe.LogConfiguration ?? {};
    const logLevel = levelOf(messageType);
    if (!CloudwatchLogsLogDestination || LEVELS.indexOf(logLevel) > LEVELS.indexOf(Level)) return;
    const timestamp = this.#deps.clock.now();
    const record = {
      resourceArn: this.#pipe.arn,
      timestamp,
      executionId,
      messageType,
      logLevel,
      ...(error === undefined ? {} : { error: describeError(error) }),
      ...(payload && IncludeExecutionData?.includes('ALL') ? cut(payload()) : {}),
    };
    this.#pending.push({ timestamp, message: JSON.stringify(record) });
    this.#sending ??= this.#send();
  }

  /** Resolves when everything so far has been handed over. */
  async flushed(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    const logGroupName = this.#pipe.LogConfiguration?.CloudwatchLogsLogDestination?.LogGroupArn.replace(
      /^.*:log-group:/,
      '',
    ).replace(/:\*$/, '');
    // Steps of one batch come together; what comes meanwhile goes with the next round.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const logEvents = this.#pending.splice(0, 1_000);
      const stream = { logGroupName, logStreamName: this.#stream };
      if (!this.#opened) await this.#call<CreateLogStreamCommandInput>('CreateLogStream', stream);
      this.#opened = true;
      await this.#call<PutLogEventsCommandInput>('PutLogEvents', { ...stream, logEvents });
    }
    this.#sending = undefined;
  }

  /** A log group that is gone loses its logs, as on AWS; the door's trace shows the refusal. */
  async #call<I>(operation: string, input: I): Promise<void> {
    const { door, account, trace, clock } = this.#deps;
    try {
      await door.call<I, unknown>({ service: 'logs', operation, principal: accountPrincipal(account) }, input);
    } catch (error) {
      if (!(error instanceof AwsError)) trace.record({ kind: 'fault', at: clock.now(), where: 'Pipes logs', error });
    }
  }
}

function describeError(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof AwsError
    ? { httpStatusCode: error.status, message, details: error.code }
    : { message, details: '' };
}

const cut = (payload: string) =>
  payload.length > LOGGED_BYTES
    ? { payload: payload.slice(0, LOGGED_BYTES), truncatedFields: ['payload'] }
    : { payload, truncatedFields: [] };
