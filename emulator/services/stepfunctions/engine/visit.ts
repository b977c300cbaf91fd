import type { HistoryEventType, InspectionData } from '@aws-sdk/client-sfn';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import { StatesError } from '../errors/states-error.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Randomness, Scope, Variables } from '../scope.ts';
import { contextObject } from './context-object.ts';
import { Failure, UnusableResultError } from './failure.ts';
import type { EventDetails } from './history.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { Payload } from './payload.ts';
import type { Caught, Rehearsal } from './rehearsal.ts';
import type { State } from './state.ts';
import type { Thread, ThreadSnapshot } from './thread.ts';

/** What is kept of a visit, so that it can be taken up after a restart. */
export interface VisitSnapshot {
  readonly state: string;
  readonly input: string;
  readonly enteredAt: number;
  readonly enteredEventId: number;
  readonly previousEventId: number;
  readonly retryCount: number;
  readonly retryCounts: readonly number[];
  readonly progress?: JsonObject;
}

/** What an expression may see beside input, context and variables. */
export interface ScopeExtras {
  readonly result?: Json;
  readonly errorOutput?: Json;
  /** `Map.Item` of the Context object, for ItemSelector. */
  readonly mapItem?: Json;
}

interface VisitOptions {
  readonly thread: Thread;
  readonly state: State;
  readonly input: Payload;
  readonly enteredAt: number;
  readonly enteredEventId: number;
  readonly previousEventId: number;
}

/** The visit was cut short while an expression was under evaluation: what would have come next must not happen. */
export class VisitCancelled extends Error {
  override name = 'VisitCancelled';
}

/** One stay of a thread in a state, from entering to leaving, all retries included. */
export class Visit {
  readonly thread: Thread;
  readonly state: State;
  readonly input: Payload;
  readonly enteredAt: number;
  readonly enteredEventId: number;
  /** The event before the one of entering. */
  readonly previousEventId: number;
  /** How often each retrier was used, by its place in Retry. */
  retryCounts: number[] = [];
  retryCount = 0;
  /** The failure that a catcher has answered. */
  caught: Caught | undefined;
  /** Children of a Parallel or Map state that an earlier run left, until the state adopts them. */
  orphans: ReadonlyMap<number, ThreadSnapshot & { readonly id: number }> | undefined;
  #children: { release(): void } | undefined;
  #progress: JsonObject | undefined;
  #taskToken: string | undefined;
  #context: JsonObject | undefined;
  #cancelled = false;
  #cleanups: (() => void)[] = [];

  constructor(options: VisitOptions, restored?: VisitSnapshot) {
    this.thread = options.thread;
    this.state = options.state;
    this.input = options.input;
    this.enteredAt = options.enteredAt;
    this.enteredEventId = options.enteredEventId;
    this.previousEventId = options.previousEventId;
    if (restored) {
      this.retryCount = restored.retryCount;
      this.retryCounts = [...restored.retryCounts];
      this.#progress = restored.progress;
    }
  }

  get execution() {
    return this.thread.execution;
  }

  get engine() {
    return this.thread.execution.engine;
  }

  /** What the state has noted for its own use after a restart; undefined when it starts afresh. */
  get progress(): JsonObject | undefined {
    return this.#progress;
  }

  set progress(progress: JsonObject | undefined) {
    this.#mustGoOn();
    this.#progress = progress;
    this.thread.changed();
  }

  /** The branches or iterations of the present attempt; those of the one before are forgotten. */
  set children(children: { release(): void } | undefined) {
    this.#children?.release();
    this.#children = children;
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** Records an event after the thread's last one. @throws VisitCancelled */
  event(type: HistoryEventType, details?: EventDetails): number {
    this.#mustGoOn();
    return this.thread.event(type, details);
  }

  /** What the state's expressions see, with `input` as `$`. */
  scope(input: Json, extras: ScopeExtras = {}): Scope {
    return new VisitScope(this, input, extras);
  }

  context(): JsonObject {
    this.#context ??=
      this.rehearsal?.context ??
      contextObject(this.execution, {
        name: this.state.name,
        enteredAt: this.enteredAt,
        retryCount: this.state.retriable ? this.retryCount : undefined,
        ...(this.thread.mapItem === undefined ? {} : { mapItem: this.thread.mapItem }),
        ...(this.#taskToken === undefined ? {} : { taskToken: this.#taskToken }),
      });
    return this.#context;
  }

  set taskToken(token: string) {
    this.#taskToken = token;
    this.#context = undefined;
  }

  /** Set while TestState runs the state. */
  get rehearsal(): Rehearsal | undefined {
    return this.thread.execution.rehearsal;
  }

  /** Shows TestState what passes through the state at that point. */
  inspect(member: keyof InspectionData, value: Json): void {
    const { rehearsal } = this.thread.execution;
    if (rehearsal) Object.assign(rehearsal.inspected, { [member]: this.input.with(value).text });
  }

  /** As `inspect`, for a number. */
  inspectNumber(member: keyof InspectionData, value: number | undefined): void {
    const { rehearsal } = this.thread.execution;
    if (rehearsal && value !== undefined) Object.assign(rehearsal.inspected, { [member]: value });
  }

  /** Notes that `retriers[index]` is used once more. */
  countRetry(index: number): void {
    this.retryCounts[index] = (this.retryCounts[index] ?? 0) + 1;
    this.retryCount += 1;
    this.#context = undefined;
  }

  /** Waits in emulated time; at once when `at` (epoch milliseconds) is past. */
  sleepUntil(at: number): MaybePromise<void> {
    this.#mustGoOn();
    const { clock } = this.engine;
    if (at <= clock.now()) return undefined;
    return new Promise((resolve) => this.onCancel(clock.at(at, resolve)));
  }

  /** `cleanup` runs if the visit is cut short; a visit that ends by itself forgets it. */
  onCancel(cleanup: () => void): void {
    this.#cleanups.push(cleanup);
  }

  /** Ends the visit from outside; what it still waits for is of no more consequence, and it can do nothing further. */
  cancel(): void {
    this.#cancelled = true;
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
  }

  /**
   * The failure that Retry, Catch and the history see for what was thrown. Failed evaluations get AWS's preamble, and
   * JSONata's an event of their own.
   */
  failureOf(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    if (thrown instanceof StatesError) {
      const cause = this.#withPreamble(thrown.causeText);
      if (thrown instanceof QueryEvaluationError) this.#evaluationFailed(thrown, cause);
      return new Failure(thrown.error, cause);
    }
    this.engine.fault(`state ${this.state.name} of ${this.execution.record.arn}`, thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new Failure('States.Runtime', this.#withPreamble(message));
  }

  #mustGoOn(): void {
    if (this.#cancelled) throw new VisitCancelled();
  }

  snapshot(): VisitSnapshot {
    return {
      state: this.state.name,
      input: this.input.text,
      enteredAt: this.enteredAt,
      enteredEventId: this.enteredEventId,
      previousEventId: this.previousEventId,
      retryCount: this.retryCount,
      retryCounts: this.retryCounts,
      ...(this.#progress ? { progress: this.#progress } : {}),
    };
  }

  /** TestState leaves it out: there the state was not entered at an event. */
  #withPreamble(cause: string): string {
    if (this.rehearsal) return cause;
    return `An error occurred while executing the state '${this.state.name}' (entered at the event id #${this.enteredEventId}). ${cause}`;
  }

  /** AWS chains the event to the one that led into the state, unless the state has reported something since. */
  #evaluationFailed(thrown: QueryEvaluationError, cause: string): void {
    const { error, location } = thrown;
    const { lastEventId } = this.thread;
    const early = lastEventId === this.enteredEventId && !(thrown instanceof UnusableResultError);
    const previous = early ? this.previousEventId : lastEventId;
    const details = { error, cause, ...(location === undefined ? {} : { location }), state: this.state.name };
    this.thread.event('EvaluationFailed', details, previous);
  }
}

/** Reads the Context object only when an expression asks for it. */
class VisitScope implements Scope {
  readonly input: Json;
  readonly result: Json | undefined;
  readonly errorOutput: Json | undefined;
  readonly variables: Variables;
  readonly randomness: Randomness;
  readonly #visit: Visit;
  readonly #mapItem: Json | undefined;

  constructor(visit: Visit, input: Json, extras: ScopeExtras) {
    this.#visit = visit;
    this.input = input;
    this.result = extras.result;
    this.errorOutput = extras.errorOutput;
    this.variables = visit.thread.variables;
    this.randomness = visit.engine.ids;
    this.#mapItem = extras.mapItem;
  }

  get context(): Json {
    const context = this.#visit.context();
    return this.#mapItem === undefined ? context : { ...context, Map: { Item: this.#mapItem } };
  }
}
