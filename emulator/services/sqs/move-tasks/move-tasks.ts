import type { Cancel, Clock } from '../../../runtime/clock.ts';
import { Documents } from '../../../runtime/documents.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { Messages } from '../messages.ts';
import type { Queue, Queues } from '../queues.ts';
import { moveMessages } from './move-messages.ts';
import type { MoveTask } from './move-task.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly queues: Queues;
  readonly messages: Messages;
  readonly trace: Trace;
}

/** Messages that are moved in one go, so that others have their turn in between. */
const CHUNK = 500;
const SECOND_MILLISECONDS = 1_000;

/** How many ended tasks of a queue are remembered. */
const REMEMBERED_TASKS = 10;

/** Moves messages out of dead-letter queues, a chunk at a time, also across a restart. */
export class MoveTasks {
  readonly #deps: Deps;
  readonly #tasks: Documents<MoveTask>;
  readonly #alarms = new Map<string, Cancel>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#tasks = new Documents(deps.store, 'sqs_move_tasks');
  }

  /** Takes up what an earlier run left undone. */
  start(): void {
    for (const { id, status } of this.#tasks.all()) if (status === 'RUNNING') this.#next(id, 0);
  }

  stop(): void {
    for (const cancel of this.#alarms.values()) cancel();
    this.#alarms.clear();
  }

  /** The newest first. */
  of(sourceArn: string): MoveTask[] {
    const tasks = this.#tasks.all().filter(({ source }) => source === sourceArn);
    return tasks.sort((a, b) => b.number - a.number);
  }

  find(id: string): MoveTask | undefined {
    return this.#tasks.get(id);
  }

  begin(source: Queue, options: Pick<MoveTask, 'destination' | 'perSecond'>): MoveTask {
    const { ids, clock, messages } = this.#deps;
    const before = this.of(source.arn);
    for (const { id } of before.slice(REMEMBERED_TASKS - 1)) this.#tasks.delete(id);
    const task: MoveTask = {
      ...options,
      id: ids.uuid(),
      number: (before[0]?.number ?? 0) + 1,
      source: source.arn,
      status: 'RUNNING',
      moved: 0,
      toMove: messages.count(source).visible,
      startedAt: clock.now(),
    };
    this.#tasks.set(task.id, task);
    this.#next(task.id, 0);
    return task;
  }

  /** What was moved stays where it is now. */
  cancel(task: MoveTask): MoveTask {
    this.#alarms.get(task.id)?.();
    this.#alarms.delete(task.id);
    return this.#save(task, { status: 'CANCELLED' });
  }

  #save(task: MoveTask, changes: Partial<MoveTask>): MoveTask {
    const changed = { ...task, ...changes };
    this.#tasks.set(task.id, changed);
    return changed;
  }

  #next(id: string, milliseconds: number): void {
    const { clock, trace } = this.#deps;
    const go = () => {
      this.#alarms.delete(id);
      this.#step(id).catch((error) => trace.record({ kind: 'fault', at: clock.now(), where: 'sqs move task', error }));
    };
    this.#alarms.set(id, clock.at(clock.now() + milliseconds, go));
  }

  async #step(id: string): Promise<void> {
    const task = this.#tasks.get(id);
    const source = task && this.#deps.queues.findByArn(task.source);
    if (task?.status !== 'RUNNING') return;
    if (!source) return void this.#save(task, { status: 'FAILED', failure: 'AWS.SimpleQueueService.NonExistentQueue' });
    const { moved, failure } = await moveMessages(this.#deps, source, task.destination, task.perSecond ?? CHUNK);
    const current = this.#tasks.get(id);
    if (!current) return;
    const after = this.#save(current, { moved: current.moved + moved });
    if (after.status !== 'RUNNING') return;
    if (failure) this.#save(after, { status: 'FAILED', failure });
    else if (moved === 0) this.#save(after, { status: 'COMPLETED' });
    else this.#next(id, task.perSecond ? SECOND_MILLISECONDS : 0);
  }
}
