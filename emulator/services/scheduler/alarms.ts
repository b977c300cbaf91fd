import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { WorkQueue } from '../../runtime/journal.ts';
import type { Store } from '../../runtime/store.ts';
import type { Invocation } from './invocations.ts';
import type { Schedule } from './model.ts';
import type { Schedules } from './schedules.ts';
import { parseTiming } from './timing/timing.ts';

interface Deps {
  readonly schedules: Schedules;
  readonly invocations: WorkQueue<Invocation>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const MINUTE_MILLISECONDS = 60_000;

/** Queues an invocation of each schedule when it is due, somewhere in its flexible window. */
export class Alarms {
  readonly #deps: Deps;
  readonly #alarms = new Map<string, Cancel>();
  #running = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.schedules.onChange((schedule, arn) => this.#arm(arn, schedule));
  }

  start(): void {
    this.#running = true;
    for (const schedule of this.#deps.schedules.list()) this.#arm(schedule.arn, schedule);
  }

  stop(): void {
    this.#running = false;
    for (const cancel of this.#alarms.values()) cancel();
    this.#alarms.clear();
  }

  #arm(arn: string, schedule: Schedule | undefined): void {
    this.#alarms.get(arn)?.();
    this.#alarms.delete(arn);
    if (!this.#running || !schedule || schedule.state === 'DISABLED') return;
    const due = this.#nextOf(schedule);
    if (due !== undefined)
      this.#alarms.set(
        arn,
        this.#deps.clock.at(due, () => this.#fire(arn, due)),
      );
  }

  /**
   * What comes once and fell into a time in which the emulator did not run is made up for; of what comes again and
   * again, the next one will do.
   */
  #nextOf(schedule: Schedule): number | undefined {
    const timing = parseTiming(schedule.expression);
    const { lastDue, modifiedAt } = schedule;
    if (timing?.once) return lastDue === undefined ? timing.next(modifiedAt - 1, schedule) : undefined;
    return timing?.next(Math.max(lastDue ?? 0, this.#deps.clock.now() - 1), schedule);
  }

  #fire(arn: string, due: number): void {
    const { schedules, invocations, store, clock, ids } = this.#deps;
    const schedule = schedules.byArn(arn);
    if (!schedule) return;
    store.transaction(() => {
      const delay = Math.floor(ids.random() * schedule.windowMinutes * MINUTE_MILLISECONDS);
      const invocation = { schedule: arn, target: schedule.target, due, executionId: ids.uuid() };
      invocations.add(invocation, { dueAt: clock.now() + delay });
      const fired = { ...schedule, lastDue: Math.max(due, clock.now()) };
      const completed = this.#nextOf(fired) === undefined;
      if (completed && schedule.afterCompletion === 'DELETE') schedules.delete(schedule);
      else schedules.put(fired);
    });
  }
}
