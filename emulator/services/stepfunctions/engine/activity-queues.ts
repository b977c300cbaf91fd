import type { Clock } from '../../../runtime/clock.ts';

/** A task that waits for a worker. */
export interface ActivityTask {
  readonly token: string;
  /** Text of the input. */
  readonly input: string;
  /** Called when a worker takes the task. */
  started(workerName: string | undefined): void;
}

interface Poller {
  readonly workerName: string | undefined;
  take(task: ActivityTask | undefined): void;
}

/** Tasks of activities and the workers that poll for them (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html). */
export class ActivityQueues {
  readonly #clock: Clock;
  readonly #tasks = new Map<string, Set<ActivityTask>>();
  readonly #pollers = new Map<string, Set<Poller>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Offers a task to the workers of an activity. @returns a function that withdraws it */
  add(activityArn: string, task: ActivityTask): () => void {
    const [poller] = this.#pollers.get(activityArn) ?? [];
    if (poller) {
      this.#pollers.get(activityArn)?.delete(poller);
      task.started(poller.workerName);
      poller.take(task);
      return () => {};
    }
    const tasks = this.#tasks.get(activityArn) ?? new Set();
    this.#tasks.set(activityArn, tasks.add(task));
    return () => void tasks.delete(task);
  }

  /** The oldest task, or the next one that comes before `until` (epoch milliseconds); undefined when none does. */
  poll(
    activityArn: string,
    { workerName, until, signal }: { workerName: string | undefined; until: number; signal: AbortSignal },
  ): Promise<ActivityTask | undefined> {
    const [task] = this.#tasks.get(activityArn) ?? [];
    if (task) {
      this.#tasks.get(activityArn)?.delete(task);
      task.started(workerName);
      return Promise.resolve(task);
    }
    return new Promise((resolve) => {
      const pollers = this.#pollers.get(activityArn) ?? new Set();
      const giveUp = () => poller.take(undefined);
      const cancel = this.#clock.at(until, giveUp);
      const poller: Poller = {
        workerName,
        take(found) {
          pollers.delete(poller);
          cancel();
          signal.removeEventListener('abort', giveUp);
          resolve(found);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#pollers.set(activityArn, pollers.add(poller));
    });
  }

  /** Lets all pollers go empty-handed. */
  stop(): void {
    for (const pollers of this.#pollers.values()) for (const poller of [...pollers]) poller.take(undefined);
  }
}
