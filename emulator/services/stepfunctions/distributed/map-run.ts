import type { Execution } from '../engine/execution.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import { Failure } from '../engine/failure.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json } from '../json.ts';
import type { MapRunRecord } from '../storage/map-run-store.ts';
import type { ChildInput } from './item-batcher.ts';

/**
 * Child executions that run at once whatever MaxConcurrency says. AWS allows 10,000, but starts them gradually; here
 * they share one machine.
 */
const MOST_AT_ONCE = 1_000;
/**
 * Child executions that run at once when MaxConcurrency does not say: as many as iterations of an inline Map. Functions run
 * some ten at a time, so more children would only wait for them, and what waits long costs memory.
 */
const AT_ONCE = 40;

/** `kind` in the progress of a state whose Map Run has started. */
export const MAP_RUN_PROGRESS = 'map-run';

/** What a DISTRIBUTED Map state has its children run. */
export interface MapRunPlan {
  /** Name of the state, which names the workflow in the program. */
  readonly state: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly children: readonly ChildInput[];
}

/** One Map Run under way: it starts child executions, counts how they end, and gives up when too many fail. */
export class MapRun {
  readonly #visit: Visit;
  readonly #plan: MapRunPlan;
  readonly #records: (ExecutionRecord | undefined)[];
  #record: MapRunRecord;
  /** Children that did not succeed before the redrive, until they have their turn. */
  readonly #toRedrive: [index: number, record: ExecutionRecord][] = [];
  #next = 0;
  #running = new Map<number, Execution>();
  #ended = 0;
  #failedItems = 0;
  #settle: { resolve: () => void; reject: (thrown: unknown) => void } | undefined;
  #over = false;

  constructor(visit: Visit, record: MapRunRecord, plan: MapRunPlan) {
    this.#visit = visit;
    this.#record = record;
    this.#plan = plan;
    this.#records = new Array<ExecutionRecord | undefined>(plan.children.length).fill(undefined);
    visit.onCancel(() => this.#cancel());
  }

  /** The children in the order of their items, once all have ended. @throws Failure when too many failed */
  async run(): Promise<ExecutionRecord[]> {
    const { engine } = this.#visit;
    engine.mapRuns.set(this.#record.arn, this);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#settle = { resolve, reject };
        this.#adopt();
        this.#pump();
      });
      this.#close('SUCCEEDED');
      return this.#records.filter((record) => record !== undefined);
    } catch (thrown) {
      if (!this.#visit.cancelled) this.#close('FAILED');
      throw thrown;
    } finally {
      engine.mapRuns.delete(this.#record.arn);
    }
  }

  /** Changes the limits while children run (UpdateMapRun). */
  update(
    changes: Partial<Pick<MapRunRecord, 'maxConcurrency' | 'toleratedFailureCount' | 'toleratedFailurePercentage'>>,
  ): void {
    this.#record = { ...this.#record, ...changes };
    this.#visit.engine.mapRunStore.put(this.#record);
    this.#judge();
    this.#pump();
  }

  /**
   * Children that were started before the emulator was, or before a redrive: those that ended count, those that run are
   * waited for, those that are to be redriven get in line.
   */
  #adopt(): void {
    const { engine } = this.#visit;
    for (const [index, record] of engine.childrenOf(this.#record.arn)) {
      this.#next = Math.max(this.#next, index + 1);
      const live = engine.live(record.arn);
      if (live) this.#follow(index, live);
      else if (record.status === 'PENDING_REDRIVE') this.#toRedrive.push([index, record]);
      else this.#childEnded(index, record);
    }
  }

  #pump(): void {
    const { maxConcurrency } = this.#record;
    const atOnce = maxConcurrency === 0 ? AT_ONCE : Math.min(maxConcurrency, MOST_AT_ONCE);
    while (!this.#over && this.#running.size < atOnce) {
      const again = this.#toRedrive.shift();
      if (again) this.#follow(again[0], this.#visit.engine.redriveChild(this.#visit.execution, again[1]));
      else if (this.#next < this.#plan.children.length) this.#follow(this.#next, this.#start(this.#next++));
      else break;
    }
    if (!this.#over && this.#ended === this.#plan.children.length) this.#finish(undefined);
  }

  #follow(index: number, child: Execution): void {
    if (child.halted) {
      this.#childEnded(index, child.record);
      return;
    }
    this.#running.set(index, child);
    child.closed().then(() => {
      this.#running.delete(index);
      if (this.#over) return;
      this.#childEnded(index, child.record);
      this.#pump();
    });
  }

  #childEnded(index: number, record: ExecutionRecord): void {
    this.#records[index] = record;
    this.#ended += 1;
    if (record.status === 'SUCCEEDED') return;
    this.#failedItems += this.#plan.children[index]?.items ?? 1;
    this.#judge();
  }

  /** Either limit, once exceeded, ends the run. */
  #judge(): void {
    const { toleratedFailureCount: count, toleratedFailurePercentage: percentage, totalItems } = this.#record;
    const tooMany = this.#failedItems > count;
    const tooLarge = (this.#failedItems / Math.max(totalItems, 1)) * 100 > percentage;
    const exceeded = count > 0 && percentage > 0 ? tooMany || tooLarge : count > 0 ? tooMany : tooLarge;
    if (!exceeded || this.#over) return;
    this.#finish(
      new Failure('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded'),
    );
  }

  #finish(failure: Failure | undefined): void {
    this.#over = true;
    this.#abortChildren();
    if (failure) this.#settle?.reject(failure);
    else this.#settle?.resolve();
  }

  #start(index: number): Execution {
    const { engine, execution } = this.#visit;
    const child = this.#plan.children[index];
    const input: Json = child?.input ?? null;
    return engine.startChild(execution, {
      mapRun: this.#record,
      state: this.#plan.state,
      type: this.#plan.executionType,
      index,
      items: child?.items ?? 1,
      input: JSON.stringify(input),
    });
  }

  #close(status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): void {
    const { clock, mapRunStore } = this.#visit.engine;
    this.#record = { ...this.#record, status, stopAt: clock.now() };
    mapRunStore.put(this.#record);
    if (this.#toRedrive.length > 0) mapRunStore.abandonRedrive(this.#record.arn);
  }

  /** The parent has ended, or the emulator stops; in that case the children are left for the next start. */
  #cancel(): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#visit.engine.stopping) return;
    this.#abortChildren();
    this.#close('ABORTED');
  }

  #abortChildren(): void {
    for (const child of this.#running.values()) child.abort(undefined, undefined);
  }
}
