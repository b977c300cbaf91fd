import type { HistoryEventType } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../door/errors.ts';
import type { Principal } from '../../../door/principal.ts';
import { dataLimitExceeded, Failure, timeout } from '../engine/failure.ts';
import type { EventDetails } from '../engine/history.ts';
import { Payload } from '../engine/payload.ts';
import type { Visit } from '../engine/visit.ts';
import type { Integration, TaskCall } from '../integrations/integration.ts';
import type { Json, JsonObject } from '../json.ts';
import { TaskTimers } from './task-timers.ts';

/** What an attempt is to do, once all fields are evaluated. */
export interface TaskRequest {
  readonly parameters: Json;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  /** From Credentials. */
  readonly roleArn: string | undefined;
}

/**
 * How far an attempt has come, kept for a restart:
 *
 *   called → (sync) submitted → job done
 *          → (callback) submitted → answered with the token
 */
interface TaskProgress extends JsonObject {
  kind: 'task';
  phase: 'called' | 'submitted';
  /** Epoch milliseconds. */
  scheduledAt: number;
  token: string | null;
  submitted: Json;
}

/** Given as the reason, it saves the runtime making an exception, with its stack, for every task. */
const OVER = new Error('The task is over');

export const isTaskProgress = (progress: JsonObject | undefined): progress is TaskProgress => progress?.kind === 'task';

/** One attempt of a Task state: it schedules, calls, waits, and reports each step as AWS does. */
export class TaskRun {
  readonly #visit: Visit;
  readonly #integration: Integration;
  readonly #request: TaskRequest;
  readonly #token: string | undefined;
  readonly #abort = new AbortController();
  #timers: TaskTimers | undefined;

  constructor(visit: Visit, integration: Integration, request: TaskRequest, token: string | undefined) {
    this.#visit = visit;
    this.#integration = integration;
    this.#request = request;
    this.#token = token;
  }

  /** The task's result. @throws Failure */
  async result(): Promise<Json> {
    this.#visit.onCancel(() => this.#end());
    const resumed = isTaskProgress(this.#visit.progress) ? this.#visit.progress : undefined;
    if (!resumed) this.#schedule();
    const progress = this.#progress();
    this.#timers = new TaskTimers(this.#visit.engine.clock, {
      scheduledAt: progress.scheduledAt,
      timeoutSeconds: this.#request.timeoutSeconds,
      heartbeatSeconds: this.#integration.pattern === 'callback' ? this.#request.heartbeatSeconds : undefined,
    });
    try {
      const result = new Payload(await Promise.race([this.#perform(progress), this.#timers.expired]));
      if (result.isTooLarge()) throw dataLimitExceeded(this.#integration.resourceType);
      this.#report('Succeeded', { ...this.#names(), output: result.text });
      return result.value;
    } catch (thrown) {
      if (this.#visit.cancelled) throw thrown;
      throw this.#failed(thrown);
    } finally {
      this.#end();
    }
  }

  #end(): void {
    this.#timers?.cancel();
    this.#abort.abort(OVER);
  }

  #progress(): TaskProgress {
    const { progress } = this.#visit;
    if (!isTaskProgress(progress)) throw new Error('The task has not been scheduled');
    return progress;
  }

  #schedule(): void {
    const { parameters, timeoutSeconds, heartbeatSeconds, roleArn } = this.#request;
    this.#integration.check?.(parameters);
    const { text } = this.#visit.input.with(parameters);
    this.#report('Scheduled', {
      ...(this.#integration.events === 'Task'
        ? { ...this.#names(), region: this.#visit.engine.account.region, parameters: text }
        : { resource: this.#integration.resource, input: text }),
      ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
      ...(heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds }),
      ...(roleArn === undefined ? {} : { taskCredentials: { roleArn } }),
    });
    if (this.#integration.events !== 'Activity') this.#report('Started', this.#names());
    this.#visit.progress = {
      kind: 'task',
      phase: 'called',
      scheduledAt: this.#visit.engine.clock.now(),
      token: this.#token ?? null,
      submitted: null,
    };
  }

  async #perform(progress: TaskProgress): Promise<Json> {
    const answer = this.#token === undefined ? undefined : this.#answer(this.#token);
    // The call may fail first: then nobody asks for the answer, and its rejection must not count as unhandled.
    answer?.catch(() => {});
    if (this.#integration.events === 'Activity') return (await answer) ?? null;
    const call: TaskCall = {
      visit: this.#visit,
      parameters: this.#request.parameters,
      principal: this.#principal(),
      signal: this.#abort.signal,
    };
    const { pattern, follow } = this.#integration;
    if (pattern === 'request') return this.#integration.call(call);
    const submitted = progress.phase === 'submitted' ? progress.submitted : await this.#submit(call);
    if (answer) return answer;
    if (!follow) throw new Error(`The integration ${this.#integration.resource} cannot wait for its job`);
    return follow(call, submitted);
  }

  async #submit(call: TaskCall): Promise<Json> {
    const submitted = new Payload(await this.#integration.call(call));
    if (submitted.isTooLarge()) throw dataLimitExceeded(this.#integration.resourceType);
    if (this.#visit.cancelled || this.#abort.signal.aborted) return submitted.value;
    this.#report('Submitted', { ...this.#names(), output: submitted.text });
    this.#visit.progress = { ...this.#progress(), phase: 'submitted', submitted: submitted.value };
    return submitted.value;
  }

  /** Waits for SendTaskSuccess or SendTaskFailure; an activity is first offered to its workers. */
  #answer(token: string): Promise<Json> {
    return new Promise((resolve, reject) => {
      const { tokens, activities } = this.#visit.engine;
      const forget = tokens.register(token, {
        succeed: resolve,
        fail: (error, cause) => reject(new Failure(error, cause)),
        heartbeat: () => this.#timers?.heartbeat(),
      });
      this.#abort.signal.addEventListener('abort', forget, { once: true });
      if (this.#integration.events !== 'Activity' || this.#progress().phase === 'submitted') return;
      const withdraw = activities.add(this.#integration.resource, {
        token,
        input: this.#visit.input.with(this.#request.parameters).text,
        started: (workerName) => this.#activityStarted(workerName),
      });
      this.#abort.signal.addEventListener('abort', withdraw, { once: true });
    });
  }

  #activityStarted(workerName: string | undefined): void {
    this.#report('Started', workerName === undefined ? undefined : { workerName });
    this.#visit.progress = { ...this.#progress(), phase: 'submitted' };
    this.#timers?.heartbeat();
  }

  #principal(): Principal {
    try {
      return this.#visit.engine.principalOf(this.#visit.execution, this.#request.roleArn);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      throw new Failure('States.Permissions', thrown.message);
    }
  }

  #failed(thrown: unknown): Failure {
    if (thrown === TaskTimers.EXPIRED) {
      const failure = timeout();
      this.#report('TimedOut', { ...this.#names(), error: failure.error });
      return failure;
    }
    const failure = this.#visit.failureOf(thrown);
    const { error, causeText: cause } = failure;
    const details = {
      ...this.#names(),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
    // A task that fails the check of its arguments was never scheduled: the state fails by itself.
    if (isTaskProgress(this.#visit.progress)) this.#report(this.#failedToSubmit() ? 'SubmitFailed' : 'Failed', details);
    return failure;
  }

  #failedToSubmit(): boolean {
    const { events, pattern } = this.#integration;
    return events === 'Task' && pattern !== 'request' && this.#progress().phase === 'called';
  }

  #report(step: string, details: EventDetails | undefined): void {
    const type = `${this.#integration.events}${step}` as HistoryEventType;
    this.#visit.event(type, details && Object.keys(details).length > 0 ? details : undefined);
  }

  /** What names the service in the events of a service integration; a function or activity is named once, when scheduled. */
  #names(): EventDetails {
    const { events, resource, resourceType } = this.#integration;
    return events === 'Task' ? { resource, resourceType } : {};
  }
}
