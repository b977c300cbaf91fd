import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Ids } from '../../../runtime/ids.ts';
import { DeliveredStream, type DeliveryDeps } from '../../logs/delivery/delivered-stream.ts';
import { groupName } from '../../logs/delivery/group-name.ts';
import type { ExecutionObserver } from '../engine/engine.ts';
import type { Execution } from '../engine/execution.ts';
import { isLogged, logRecord } from './log-record.ts';

interface Deps extends DeliveryDeps {
  readonly ids: Ids;
}

/** Writes executions to CloudWatch Logs at the level of their state machine. */
export class ExecutionLogs implements ExecutionObserver {
  readonly #deps: Deps;
  readonly #streams = new Map<string, DeliveredStream>();

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
    if (lines.length > 0) this.#write(execution, group, lines);
  }

  /** Resolves when everything so far has been handed over. */
  async flushed(): Promise<void> {
    await Promise.all([...this.#streams.values()].map((stream) => stream.flushed()));
  }

  #write({ record }: Execution, group: string, lines: readonly InputLogEvent[]): void {
    const key = `${record.machineArn} ${group}`;
    const stream = this.#streams.get(key) ?? this.#open(record.machineName, group);
    this.#streams.set(key, stream);
    stream.write(lines);
  }

  #open(machineName: string, group: string): DeliveredStream {
    const minute = new Date(this.#deps.clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, '-');
    const stream = `states/${machineName}/${minute}/${this.#deps.ids.hex(8)}`;
    return new DeliveredStream(this.#deps, { group, stream, of: 'Step Functions' });
  }
}
