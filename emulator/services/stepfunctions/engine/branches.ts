import type { Json } from '../json.ts';
import type { Failure } from './failure.ts';
import { chain, type MaybePromise } from './maybe-promise.ts';
import type { Payload } from './payload.ts';
import type { Workflow } from './state.ts';
import type { Thread, ThreadEnd, ThreadSnapshot } from './thread.ts';
import type { Visit } from './visit.ts';

/** `kind` in the progress of a state that has started its children. */
export const BRANCHES_PROGRESS = 'branches';

/** One child of a Parallel or Map state. */
export interface Branch {
  readonly input: Payload;
  /** `Map.Item` of the Context object. */
  readonly mapItem?: Json;
}

/** What a Parallel or Map state wants done, and told. */
export interface BranchPlan {
  readonly count: number;
  /** How many run at once. */
  readonly concurrency: number;
  workflow(index: number): Workflow;
  branch(index: number): MaybePromise<Branch>;
  /** @returns the event that the first one of the child follows */
  started?(index: number, previousEventId: number): number;
  succeeded?(index: number, thread: Thread): void;
  failed?(index: number, thread: Thread): void;
  aborted?(index: number, thread: Thread): void;
}

/** How all children together ended well. */
export interface BranchResults {
  readonly outputs: Json[];
  /** The last event of the child that ended last. */
  readonly lastEventId: number;
}

/**
 * Runs the children of a Parallel or Map state, a limited number at once, until all have succeeded or one has failed;
 * the others are then cut short. Children that do not wait are run on the spot.
 */
export class Branches {
  readonly #visit: Visit;
  readonly #plan: BranchPlan;
  readonly #outputs: Json[];
  readonly #threads = new Map<number, Thread>();
  #next = 0;
  #running = 0;
  #succeeded = 0;
  #lastEventId: number;
  #filling = false;
  #failure: { readonly thrown: unknown } | undefined;
  #settle: { resolve: (results: BranchResults) => void; reject: (thrown: unknown) => void } | undefined;

  /** @param startedEventId the event of the state having started its children */
  constructor(visit: Visit, plan: BranchPlan, startedEventId: number) {
    this.#visit = visit;
    this.#plan = plan;
    this.#outputs = new Array<Json>(plan.count).fill(null);
    this.#lastEventId = startedEventId;
    visit.onCancel(() => this.#cancelAll(true));
    visit.children = this;
  }

  run(): MaybePromise<BranchResults> {
    this.#adopt();
    this.#fill(this.#lastEventId);
    if (this.#failure) throw this.#failure.thrown;
    if (this.#succeeded === this.#plan.count) return this.#results();
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  /** Children that an earlier run left: those that ended keep their output, the others go on. */
  #adopt(): void {
    const orphans = this.#visit.orphans ?? new Map<number, ThreadSnapshot & { readonly id: number }>();
    this.#visit.orphans = undefined;
    for (const [index, row] of orphans) {
      this.#next = Math.max(this.#next, index + 1);
      if (row.output === undefined) {
        this.#running += 1;
        this.#run(this.#spawn(index, undefined, row));
      } else {
        this.#spawn(index, undefined, row);
        this.#outputs[index] = JSON.parse(row.output) as Json;
        this.#succeeded += 1;
        this.#lastEventId = Math.max(this.#lastEventId, row.lastEventId);
      }
    }
  }

  #fill(previousEventId: number): void {
    if (this.#filling) return;
    this.#filling = true;
    let previous = previousEventId;
    while (!this.#failure && this.#running < this.#plan.concurrency && this.#next < this.#plan.count) {
      this.#start(this.#next++, previous);
      // A child that ended on the spot made room for the next one, which follows it in the history.
      if (this.#running < this.#plan.concurrency && this.#plan.concurrency < this.#plan.count)
        previous = this.#lastEventId;
    }
    this.#filling = false;
  }

  #start(index: number, previousEventId: number): void {
    this.#running += 1;
    try {
      const started = chain(this.#plan.branch(index), (branch) => {
        if (this.#failure || this.#visit.cancelled) return;
        const thread = this.#spawn(index, branch.mapItem);
        thread.begin(branch.input, this.#plan.started?.(index, previousEventId) ?? previousEventId);
        this.#run(thread);
      });
      if (started instanceof Promise) started.catch((thrown) => this.#fail(thrown));
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #spawn(index: number, mapItem?: Json, restored?: ThreadSnapshot & { readonly id: number }): Thread {
    const thread: Thread = this.#visit.execution.spawn(
      {
        workflow: this.#plan.workflow(index),
        parent: { visit: this.#visit, index },
        ...(mapItem === undefined ? {} : { mapItem }),
        onEnd: (end) => this.#ended(index, thread, end),
      },
      restored,
    );
    this.#threads.set(index, thread);
    return thread;
  }

  #run(thread: Thread): void {
    this.#visit.engine.scheduler.runNow(thread);
  }

  #ended(index: number, thread: Thread, end: ThreadEnd): void {
    if (this.#failure) return;
    this.#running -= 1;
    this.#lastEventId = thread.lastEventId;
    if ('failure' in end) this.#childFailed(index, thread, end.failure);
    else this.#childSucceeded(index, thread, end.output.value);
  }

  #childSucceeded(index: number, thread: Thread, output: Json): void {
    this.#plan.succeeded?.(index, thread);
    this.#outputs[index] = output;
    this.#succeeded += 1;
    if (this.#succeeded === this.#plan.count) this.#settle?.resolve(this.#results());
    else this.#fill(thread.lastEventId);
  }

  #childFailed(index: number, thread: Thread, failure: Failure): void {
    this.#plan.failed?.(index, thread);
    this.#visit.thread.lastEventId = thread.lastEventId;
    this.#fail(failure);
  }

  #fail(thrown: unknown): void {
    if (this.#failure) return;
    this.#failure = { thrown };
    this.#cancelAll(false);
    this.#settle?.reject(thrown);
  }

  #cancelAll(quietly: boolean): void {
    for (const [index, thread] of this.#threads) {
      if (thread.ended) continue;
      thread.cancel(quietly);
      if (!quietly) this.#plan.aborted?.(index, thread);
    }
  }

  #results(): BranchResults {
    return { outputs: this.#outputs, lastEventId: this.#lastEventId };
  }

  /** Forgets the children. Until then a failed execution keeps them, so that a redrive can take them up. */
  release(): void {
    for (const thread of this.#threads.values()) this.#visit.execution.release(thread);
  }
}
