import type { HistoryEventType } from '@aws-sdk/client-sfn';
import type { Json } from '../json.ts';
import { MAX_EXPRESS_EXECUTION_SECONDS, MAX_HISTORY_EVENTS, MAX_STANDARD_EXECUTION_SECONDS } from '../limits.ts';
import type { Engine } from './engine.ts';
import { type ExecutionRecord, isClosed } from './execution-record.ts';
import { Failure } from './failure.ts';
import type { EventChunk, EventDetails, StoredEvent } from './history.ts';
import { Payload } from './payload.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Program, Revision } from './revision.ts';
import { Thread, type ThreadEnd, type ThreadOptions, type ThreadSnapshot } from './thread.ts';

/** Thread rows of an execution as the store has them, by thread. */
export type ThreadRows = ReadonlyMap<number, ThreadSnapshot>;

const ROOT_THREAD = 0;

/** A running execution. It knows its history so far only by number: the events themselves go to the store. */
export class Execution {
  readonly engine: Engine;
  readonly record: ExecutionRecord;
  readonly revision: Revision;
  readonly program: Program;
  readonly input: Payload;
  /** Set for the execution that TestState makes up around a state; nothing of it is kept. */
  readonly rehearsal: Rehearsal | undefined;
  /** Set when the state machine is deleted: the execution ends at its next transition. */
  abortAtTransition = false;
  /** Whether the store has a row of the execution. */
  persisted = false;
  /** Whether any thread has a row. */
  hasThreadRows = false;
  readonly changedThreads = new Set<Thread>();
  /** Threads whose rows are of no more use. */
  readonly finishedThreads: number[] = [];
  /** Events that are not yet in the store, and the id of the first. */
  pendingEvents: StoredEvent[] = [];
  pendingFrom = 1;
  #lastEventId = 0;
  #lastThreadId = ROOT_THREAD;
  #root: Thread;
  #cancelDeadline: (() => void) | undefined;
  #orphans: Map<number, Map<number, ThreadSnapshot & { readonly id: number }>> | undefined;
  readonly #whenClosed: (() => void)[] = [];

  constructor(engine: Engine, record: ExecutionRecord, revision: Revision, program: Program, rehearsal?: Rehearsal) {
    this.engine = engine;
    this.rehearsal = rehearsal;
    this.record = record;
    this.revision = revision;
    this.program = program;
    this.input = new Payload(JSON.parse(record.input) as Json, record.input);
    this.#root = this.#rootThread();
  }

  /** Whether no thread may go on. */
  get halted(): boolean {
    return isClosed(this.record.status);
  }

  get lastEventId(): number {
    return this.#lastEventId;
  }

  start(): void {
    this.event('ExecutionStarted', 0, { input: this.record.input, roleArn: this.revision.roleArn });
    this.#root.begin(this.input, 0);
    this.engine.scheduler.wake(this.#root);
  }

  /** Takes up an execution that an earlier run left, from the rows of its threads. */
  resume(rows: ThreadRows, lastEventId: number): void {
    this.#adopt(rows, lastEventId);
    this.armDeadline();
    this.engine.scheduler.wake(this.#root);
  }

  /** Runs again what did not succeed (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html). */
  redrive(rows: ThreadRows, lastEventId: number): void {
    this.#adopt(rows, lastEventId);
    this.#reopen();
    this.#root.event('ExecutionRedriven', { redriveCount: this.record.redriveCount }, 0);
    this.engine.executionChanged(this);
    this.engine.scheduler.wake(this.#root);
  }

  /** Runs an Express execution of a Map Run once more, from its start. */
  startAgain(): void {
    this.persisted = true;
    this.#reopen();
    this.start();
  }

  /**
   * Appends to the history.
   * @returns the event's id
   */
  event(type: HistoryEventType, previousEventId: number, details: EventDetails | undefined): number {
    if (
      this.record.type === 'STANDARD' &&
      this.#lastEventId >= MAX_HISTORY_EVENTS - 1 &&
      !type.startsWith('Execution')
    ) {
      this.#historyIsFull();
      return this.#lastEventId;
    }
    this.pendingEvents.push([type, previousEventId, this.engine.clock.now(), details]);
    this.#lastEventId += 1;
    this.engine.executionChanged(this);
    return this.#lastEventId;
  }

  /** The events that are not yet in the store, which from now on has them. */
  takeEvents(): EventChunk {
    const chunk = { first: this.pendingFrom, events: this.pendingEvents };
    this.pendingFrom += chunk.events.length;
    this.pendingEvents = [];
    return chunk;
  }

  threadChanged(thread: Thread): void {
    this.changedThreads.add(thread);
    this.engine.executionChanged(this);
  }

  /** A state was left for another one. */
  transited(): void {
    if (this.abortAtTransition) this.abort(undefined, undefined);
  }

  spawn(options: Omit<ThreadOptions, 'execution' | 'id'>, restored?: ThreadSnapshot & { readonly id: number }): Thread {
    const id = restored?.id ?? ++this.#lastThreadId;
    return new Thread({ ...options, execution: this, id }, restored);
  }

  /** Forgets a child whose parent state has been left. */
  release(thread: Thread): void {
    this.changedThreads.delete(thread);
    if (thread.persisted) this.finishedThreads.push(thread.id);
  }

  /** The children that an earlier run left for a thread's Parallel or Map state, by their index. */
  takeOrphans(parent: number): ReadonlyMap<number, ThreadSnapshot & { readonly id: number }> | undefined {
    return this.#orphans?.get(parent);
  }

  abort(error: string | undefined, cause: string | undefined): void {
    this.#close('ABORTED', new Failure(error, cause), 'ExecutionAborted', 0);
  }

  timeOut(): void {
    this.#close('TIMED_OUT', new Failure(undefined, undefined), 'ExecutionTimedOut', 0);
  }

  fail(failure: Failure): void {
    this.#close('FAILED', failure, 'ExecutionFailed', this.#root.lastEventId);
  }

  /** Resolves when the execution has ended. */
  closed(): Promise<void> {
    if (this.halted) return Promise.resolve();
    return new Promise((resolve) => this.#whenClosed.push(resolve));
  }

  /** Sets the alarm for the longest time the execution may take; one that ends in its first turn never needs it. */
  armDeadline(): void {
    if (this.#cancelDeadline || this.halted) return;
    const longest = this.record.type === 'STANDARD' ? MAX_STANDARD_EXECUTION_SECONDS : MAX_EXPRESS_EXECUTION_SECONDS;
    const seconds = Math.min(this.program.timeoutSeconds ?? longest, longest);
    const from = this.record.redriveAt ?? this.record.startAt;
    this.#cancelDeadline = this.engine.clock.at(from + seconds * 1_000, () => this.timeOut());
  }

  /** Lets go of everything it waits for without ending the execution: the emulator stops. */
  suspend(): void {
    this.#cancelDeadline?.();
    this.#root.cancel(true);
  }

  #rootThread(restored?: ThreadSnapshot): Thread {
    const onEnd = (end: ThreadEnd) => ('output' in end ? this.#succeed(end.output) : this.fail(end.failure));
    return new Thread({ execution: this, id: ROOT_THREAD, workflow: this.program, onEnd }, restored);
  }

  #succeed(output: Payload): void {
    if (this.halted) return;
    this.record.output = output.text;
    this.#root.event('ExecutionSucceeded', { output: output.text });
    this.#ended('SUCCEEDED');
  }

  #close(
    status: 'ABORTED' | 'TIMED_OUT' | 'FAILED',
    { error, causeText: cause }: Failure,
    type: HistoryEventType,
    previousEventId: number,
  ): void {
    if (this.halted) return;
    this.record.error = error;
    this.record.cause = cause;
    this.event(type, previousEventId, {
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    this.#root.cancel(true);
    this.#ended(status);
  }

  #ended(status: ExecutionRecord['status']): void {
    this.record.status = status;
    this.record.stopAt = this.engine.clock.now();
    this.#cancelDeadline?.();
    this.engine.executionEnded(this);
    for (const resolve of this.#whenClosed.splice(0)) resolve();
  }

  #reopen(): void {
    const { record } = this;
    record.status = 'RUNNING';
    record.stopAt = undefined;
    record.error = undefined;
    record.cause = undefined;
    record.redriveCount += 1;
    record.redriveAt = this.engine.clock.now();
  }

  /** The rest of the history belongs to the event that ends the execution. */
  #historyIsFull(): void {
    const cause = `The execution reached the maximum number of history events (${MAX_HISTORY_EVENTS}).`;
    this.fail(new Failure('States.Runtime', cause));
  }

  #adopt(rows: ThreadRows, lastEventId: number): void {
    this.persisted = true;
    this.hasThreadRows = rows.size > 0;
    this.#lastEventId = lastEventId;
    this.pendingFrom = lastEventId + 1;
    this.#lastThreadId = Math.max(ROOT_THREAD, ...rows.keys());
    this.#orphans = new Map();
    for (const [id, row] of rows) {
      if (row.parent === undefined || row.index === undefined) continue;
      const siblings = this.#orphans.get(row.parent) ?? new Map();
      this.#orphans.set(row.parent, siblings.set(row.index, { ...row, id }));
    }
    this.#root = this.#rootThread(rows.get(ROOT_THREAD));
  }
}
