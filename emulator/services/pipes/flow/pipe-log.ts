import { AwsError } from '../../../door/errors.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { DeliveredStream, type DeliveryDeps } from '../../logs/delivery/delivered-stream.ts';
import { groupName } from '../../logs/delivery/group-name.ts';
import { LOGGED_BYTES } from '../limits.ts';
import type { Pipe } from '../pipe.ts';
import { type ExecutionStep, LEVELS, levelOf } from './execution-steps.ts';

interface Deps extends DeliveryDeps {
  readonly ids: Ids;
}

/**
 * Writes the steps of a pipe's executions to CloudWatch Logs
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html).
 */
export class PipeLog {
  readonly #deps: Deps;
  readonly #pipe: Pipe;
  readonly #stream: DeliveredStream | undefined;

  constructor(deps: Deps, pipe: Pipe) {
    this.#deps = deps;
    this.#pipe = pipe;
    const group = groupName(pipe.LogConfiguration?.CloudwatchLogsLogDestination?.LogGroupArn);
    const stream = `${pipe.name}/${deps.ids.hex(16)}`;
    this.#stream = group === undefined ? undefined : new DeliveredStream(deps, { group, stream, of: 'Pipes' });
  }

  /** @param payload the events of the step as JSON; asked for only when it is logged */
  step(executionId: string, messageType: ExecutionStep, payload?: () => string, error?: unknown): void {
    const { Level = 'OFF', IncludeExecutionData } = this.#pipe.LogConfiguration ?? {};
    const logLevel = levelOf(messageType);
    if (!this.#stream || LEVELS.indexOf(logLevel) > LEVELS.indexOf(Level)) return;
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
    this.#stream.write([{ timestamp, message: JSON.stringify(record) }]);
  }

  /** Resolves when everything so far has been handed over. */
  async flushed(): Promise<void> {
    await this.#stream?.flushed();
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
