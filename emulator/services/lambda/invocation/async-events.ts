import { AwsError } from '../../../door/errors.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Journal, Outcome, Work, WorkQueue } from '../../../runtime/journal.ts';
import type { FunctionVersion } from '../functions/function-record.ts';
import type { FunctionStore } from '../functions/function-store.ts';
import {
  ASYNC_RETRY_SECONDS,
  DEFAULT_ASYNC_RETRIES,
  DEFAULT_EVENT_AGE_SECONDS,
  FIRST_THROTTLE_PAUSE_SECONDS,
  LONGEST_THROTTLE_PAUSE_SECONDS,
} from '../limits.ts';
import type { AsyncEvent } from './async-event.ts';
import type { AsyncDestinations } from './destinations.ts';
import type { Invoked, Invoker } from './invoker.ts';
import type { Target } from './target.ts';

export interface Accepted {
  readonly target: Target;
  readonly payload: string;
  readonly requestId: string;
  readonly traceHeader?: string | undefined;
  readonly clientContext?: string | undefined;
}

interface Options {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly functions: FunctionStore;
  readonly invoker: Invoker;
  readonly destinations: AsyncDestinations;
}

/**
 * Asynchronous invocations: accepted and kept, run, retried after one and two minutes when the function fails and with
 * a growing pause when it is throttled, until they succeed, ran out of retries, or are too old
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 */
export class AsyncEvents {
  readonly #options: Options;
  readonly #queue: WorkQueue<AsyncEvent>;

  constructor(options: Options) {
    this.#options = options;
    this.#queue = options.journal.queue<AsyncEvent>('lambda-events', (work) => this.#work(work), { concurrency: 128 });
  }

  /** When this returns, the event survives a killed process. */
  accept({ target, payload, requestId, traceHeader, clientContext }: Accepted): void {
    const { version, invokedArn, qualifier } = target;
    this.#queue.add({
      functionName: version.functionName,
      version: version.version,
      invokedArn,
      requestId,
      payload,
      acceptedAt: this.#options.clock.now(),
      failures: 0,
      throttles: 0,
      ...(qualifier === undefined ? {} : { qualifier }),
      ...(traceHeader === undefined ? {} : { traceHeader }),
      ...(clientContext === undefined ? {} : { clientContext }),
    });
  }

  async #work({ body: event }: Work<AsyncEvent>): Promise<Outcome> {
    const version = this.#version(event);
    if (!version) return 'done';
    if (this.#isTooOld(event)) return this.#giveUp(event, version, 'EventAgeExceeded');
    try {
      return await this.#settle(event, version, await this.#options.invoker.invoke({ ...event, version }));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return this.#later({ ...event, throttles: event.throttles + 1 }, throttlePause(event.throttles));
    }
  }

  async #settle(event: AsyncEvent, version: FunctionVersion, result: Invoked): Promise<Outcome> {
    if (!result.error) {
      await this.#options.destinations.succeeded(event, version, result);
      return 'done';
    }
    const failures = event.failures + 1;
    const { retries = DEFAULT_ASYNC_RETRIES } = this.#config(event) ?? {};
    if (failures > retries) return this.#giveUp({ ...event, failures }, version, 'RetriesExhausted', result);
    return this.#later(
      { ...event, failures, throttles: 0 },
      ASYNC_RETRY_SECONDS[failures - 1] ?? ASYNC_RETRY_SECONDS[1],
    );
  }

  /** The entry is replaced and not put off, since its counts have to be kept with it. */
  #later(event: AsyncEvent, seconds: number): Outcome {
    this.#queue.add(event, { dueAt: this.#options.clock.now() + seconds * 1_000 });
    return 'done';
  }

  async #giveUp(
    event: AsyncEvent,
    version: FunctionVersion,
    condition: 'RetriesExhausted' | 'EventAgeExceeded',
    result?: Invoked,
  ): Promise<Outcome> {
    await this.#options.destinations.failed(event, version, condition, result);
    return 'done';
  }

  /** The version that was meant when the event was accepted; undefined when it or its function is gone. */
  #version({ functionName, version }: AsyncEvent): FunctionVersion | undefined {
    const { functions } = this.#options;
    return functions.versions(functionName).find((candidate) => candidate.version === version);
  }

  #config({ functionName, qualifier }: AsyncEvent) {
    return this.#options.functions.invokeConfig(functionName, qualifier ?? '$LATEST');
  }

  #isTooOld(event: AsyncEvent): boolean {
    const { ageSeconds = DEFAULT_EVENT_AGE_SECONDS } = this.#config(event) ?? {};
    return this.#options.clock.now() - event.acceptedAt > ageSeconds * 1_000;
  }
}

const throttlePause = (throttles: number) =>
  Math.min(LONGEST_THROTTLE_PAUSE_SECONDS, FIRST_THROTTLE_PAUSE_SECONDS * 2 ** throttles);
