import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { MapRun } from '../distributed/map-run.ts';
import type { SdkCodec } from '../integrations/integration.ts';
import type { ExecutionStore } from '../storage/execution-store.ts';
import type { MapRunStore } from '../storage/map-run-store.ts';
import { ActivityQueues } from './activity-queues.ts';
import { Execution } from './execution.ts';
import type { ExecutionRecord } from './execution-record.ts';
import { childRecord, type NewChild, type NewExecution } from './new-records.ts';
import type { Program, Revision } from './revision.ts';
import { Scheduler } from './scheduler.ts';
import { TaskTokens } from './task-tokens.ts';

/** Who is told of what executions do. */
export interface ExecutionObserver {
  /** Called when an execution has started, ended, or was redriven; its record says which. */
  statusChanged(execution: Execution): void;
  /** Called before the new events of an execution are written. */
  eventsRecorded(execution: Execution): void;
  /** Called in the transaction that writes what executions have done: what is stored here is so together with that. */
  writing?(): void;
}

export interface EngineOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
  readonly door: Door;
  readonly identities: Identities;
  readonly store: ExecutionStore;
  readonly mapRunStore: MapRunStore;
  readonly codec: SdkCodec;
  /** The program of a revision, compiled at its first use. */
  readonly programOf: (revision: Revision) => Program;
  readonly observers: readonly ExecutionObserver[];
}

/** All executions under way, and what they need of the outside. */
export class Engine {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly codec: SdkCodec;
  readonly mapRunStore: MapRunStore;
  /** Map Runs under way, by their ARN. */
  readonly mapRuns = new Map<string, MapRun>();
  readonly scheduler: Scheduler;
  readonly tokens: TaskTokens;
  readonly activities: ActivityQueues;
  readonly #trace: Trace;
  readonly #identities: Identities;
  readonly #store: ExecutionStore;
  readonly #programOf: EngineOptions['programOf'];
  readonly #observers: readonly ExecutionObserver[];
  readonly #live = new Map<string, Execution>();
  readonly #changed = new Set<Execution>();
  #lastExecutionId: number;
  #stopping = false;

  constructor(options: EngineOptions) {
    this.account = options.account;
    this.clock = options.clock;
    this.ids = options.ids;
    this.door = options.door;
    this.codec = options.codec;
    this.mapRunStore = options.mapRunStore;
    this.#trace = options.trace;
    this.#identities = options.identities;
    this.#store = options.store;
    this.#programOf = options.programOf;
    this.#observers = options.observers;
    this.#lastExecutionId = options.store.lastId();
    this.scheduler = new Scheduler(() => this.write());
    this.tokens = new TaskTokens(options.ids);
    this.activities = new ActivityQueues(options.clock);
  }

  /** Starts an execution; it runs as far as it can before this returns. */
  start(record: NewExecution, revision: Revision): Execution {
    this.#lastExecutionId += 1;
    const execution = this.#execution({ ...record, id: this.#lastExecutionId }, revision);
    this.#live.set(record.arn, execution);
    this.#tell('statusChanged', execution);
    execution.start();
    return execution;
  }

  /** Starts a child execution of a Map Run. */
  startChild(parent: Execution, child: NewChild): Execution {
    return this.start(childRecord(parent, child, this), parent.revision);
  }

  /** The child executions that a Map Run has started so far, by the index of their input. */
  childrenOf(mapRunArn: string): [number, ExecutionRecord][] {
    this.write();
    return this.#store.children(mapRunArn).map((record) => [record.child?.index ?? 0, record]);
  }

  /** Whether the emulator stops: what is let go of now goes on after the next start. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** A running execution, by its ARN. */
  live(arn: string): Execution | undefined {
    return this.#live.get(arn);
  }

  liveExecutions(): Iterable<Execution> {
    return this.#live.values();
  }

  redrive(record: ExecutionRecord, revision: Revision): Execution {
    this.write();
    const execution = this.#execution(record, revision);
    this.#live.set(record.arn, execution);
    execution.redrive(this.#store.threadsForRedrive(record.id), this.#store.lastEventId(record.id));
    this.#tell('statusChanged', execution);
    return execution;
  }

  /** Runs a child of a Map Run again: a Standard one from where it failed, an Express one from its start. */
  redriveChild(parent: Execution, record: ExecutionRecord): Execution {
    if (record.type === 'STANDARD') return this.redrive(record, parent.revision);
    this.write();
    this.#store.dropEvents(record.id);
    const execution = this.#execution(record, parent.revision);
    this.#live.set(record.arn, execution);
    execution.startAgain();
    this.#tell('statusChanged', execution);
    return execution;
  }

  /** Takes up the Standard executions that an earlier run left; Express ones start anew, as AWS runs them at least once. */
  recover(revisionOf: (record: ExecutionRecord) => Revision): void {
    const executions = this.#store.running().map((record) => {
      return this.#execution(record, revisionOf(record));
    });
    // All are known before the first one goes on: it may wait for another one.
    for (const execution of executions) this.#live.set(execution.record.arn, execution);
    for (const execution of executions) this.#takeUp(execution);
  }

  executionChanged(execution: Execution): void {
    if (execution.rehearsal) return;
    this.#changed.add(execution);
    this.scheduler.requestWrite();
  }

  executionEnded(execution: Execution): void {
    this.#live.delete(execution.record.arn);
    this.executionChanged(execution);
    this.#tell('statusChanged', execution);
  }

  /** Puts into the store what executions have done since the last time, in one transaction. */
  write(): void {
    if (this.#changed.size === 0) return;
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const execution of changed) {
      this.#tell('eventsRecorded', execution);
      execution.armDeadline();
    }
    this.#store.write(changed, () => {
      for (const observer of this.#observers) observer.writing?.();
    });
  }

  /** Whose permissions the tasks of an execution use. @throws AwsError when the role does not let Step Functions assume it */
  principalOf(execution: Execution, roleArn = execution.revision.roleArn): Principal {
    return this.#identities.assumeForService(roleArn, `states.${this.account.urlSuffix}`, execution.record.name);
  }

  /** Records that something went wrong in the engine itself. */
  fault(where: string, error: unknown): void {
    this.#trace.record({ kind: 'fault', at: this.clock.now(), where, error });
  }

  /** Writes everything and lets go of all executions; they go on after the next start. */
  stop(): void {
    this.#stopping = true;
    this.scheduler.stop();
    this.activities.stop();
    for (const execution of this.#live.values()) execution.suspend();
    this.#live.clear();
    this.#changed.clear();
  }

  /**
   * An execution of a state machine, or of the item processor of one of its Map states.
   *
   * @throws AwsError ServiceUnavailable while the emulator stops: whoever asks tries again after the next start
   */
  #execution(record: ExecutionRecord, revision: Revision): Execution {
    if (this.#stopping) {
      throw new AwsError('ServiceUnavailable', `The emulator stops: ${record.arn} does not start.`, { status: 503 });
    }
    const program = this.#programOf(revision);
    if (!record.child) return new Execution(this, record, revision, program);
    const processor = program.processors.get(record.child.state);
    if (!processor)
      throw new Error(`The definition of ${record.machineArn} has no item processor in ${record.child.state}`);
    return new Execution(this, record, revision, {
      ...processor,
      timeoutSeconds: undefined,
      processors: program.processors,
    });
  }

  #takeUp(execution: Execution): void {
    const { id, type } = execution.record;
    if (type === 'STANDARD') {
      execution.resume(this.#store.threads(id), this.#store.lastEventId(id));
    } else {
      execution.persisted = true;
      execution.start();
    }
  }

  #tell(what: 'statusChanged' | 'eventsRecorded', execution: Execution): void {
    for (const observer of this.#observers) observer[what](execution);
  }
}
