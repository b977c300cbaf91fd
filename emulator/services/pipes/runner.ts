import { setImmediate } from 'node:timers/promises';
import type { Door } from '../../door/door.ts';
import { AwsError } from '../../door/errors.ts';
import type { Identities } from '../../door/identities.ts';
import type { Account } from '../../runtime/account.ts';
import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Trace } from '../../runtime/trace.ts';
import { PipeFlow } from './flow/pipe-flow.ts';
import { PipeLog } from './flow/pipe-log.ts';
import { isChanging, type Pipe, type PipeState } from './pipe.ts';
import type { Pipes } from './pipes.ts';
import type { SourceKinds } from './sources/kinds.ts';
import type { RunningSource, Taken } from './sources/source.ts';
import type { SourceRecord } from './sources/source-record.ts';
import type { TargetKinds } from './targets/kinds.ts';
import { TargetError } from './targets/target.ts';

interface Deps {
  readonly pipes: Pipes;
  readonly sources: SourceKinds;
  readonly targets: TargetKinds;
  readonly door: Door;
  readonly identities: Identities;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** How long the emulator waits for targets that are at work when it stops. */
const GRACE_MILLISECONDS = 2_000;

const PIPES_SERVICE = 'pipes.amazonaws.com';

/** The state of a pipe that could not be brought to where it was going. */
const FAILED: Partial<Readonly<Record<PipeState, PipeState>>> = {
  CREATING: 'CREATE_FAILED',
  UPDATING: 'UPDATE_FAILED',
  STARTING: 'START_FAILED',
};

/**
 * Brings pipes to their desired state and keeps them there.
 *
 *     CREATING | UPDATING | STARTING ─ RUNNING, or …_FAILED without a role or a source
 *     CREATING | UPDATING | STOPPING ─ STOPPED
 *     DELETING ─ gone
 */
export class Runner {
  readonly #deps: Deps;
  readonly #running = new Map<string, { readonly source: RunningSource; readonly log: PipeLog }>();
  readonly #settling = new Map<string, Promise<void>>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Goes on where an earlier run ended. */
  async start(): Promise<void> {
    const { pipes } = this.#deps;
    for (const pipe of pipes.list()) {
      if (pipe.currentState === 'RUNNING') pipes.put({ ...pipe, currentState: 'STARTING' });
      await this.settle(pipe.name);
    }
  }

  /** Ends all sources. What is under way has a moment to end; what does not is received again after the next start. */
  async stop(): Promise<void> {
    const { clock } = this.#deps;
    const closed = Promise.all([...this.#running.keys()].map((name) => this.#close(name)));
    let cancel: Cancel | undefined;
    const late = new Promise<void>((resolve) => {
      cancel = clock.at(clock.now() + GRACE_MILLISECONDS, resolve);
    });
    await Promise.race([closed, late]);
    cancel?.();
  }

  /** Brings a pipe that is on the way to where it goes; callers after each other wait for each other. */
  settle(name: string): Promise<void> {
    const before = this.#settling.get(name) ?? Promise.resolve();
    const settled = before
      .then(() => this.#settle(name))
      .finally(() => {
        if (this.#settling.get(name) === settled) this.#settling.delete(name);
      });
    this.#settling.set(name, settled);
    return settled;
  }

  /** The same as soon as the caller has its answer. */
  settleSoon(name: string): void {
    const { clock, trace } = this.#deps;
    clock.at(clock.now(), () => {
      this.settle(name).catch((error) => trace.record({ kind: 'fault', at: clock.now(), where: 'pipes', error }));
    });
  }

  async #settle(name: string): Promise<void> {
    const { pipes } = this.#deps;
    const pipe = pipes.find(name);
    if (!pipe || !isChanging(pipe)) return;
    await this.#close(name);
    if (pipe.desiredState === 'DELETED') return this.#remove(pipe);
    const { stateReason: _before, ...rest } = pipe;
    if (pipe.desiredState === 'STOPPED') {
      pipes.put({ ...rest, currentState: 'STOPPED' });
      return;
    }
    try {
      this.#principal(pipe);
      this.#open(pipe);
      pipes.put({ ...rest, currentState: 'RUNNING' });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const currentState = FAILED[pipe.currentState] ?? 'START_FAILED';
      pipes.put({ ...rest, currentState, stateReason: error.message });
    }
  }

  #open(pipe: Pipe): void {
    const kind = this.#deps.sources.of(pipe.Source);
    if (!kind) return;
    const log = new PipeLog(this.#deps, pipe);
    const principal = () => this.#principal(pipe);
    const flow = new PipeFlow(pipe, { ...this.#deps, log, principal });
    const source = kind.open(pipe, {
      ...this.#deps,
      principal,
      deliver: (records, traceHeader) => this.#deliver(flow, records, traceHeader),
      onProblem: (problem) => this.#report(pipe, problem),
      onGivenUp: (reason, deadLettered) => this.#reportGivenUp(pipe, reason, deadLettered),
    });
    source.start();
    this.#running.set(pipe.name, { source, log });
  }

  #remove(pipe: Pipe): void {
    this.#deps.sources.of(pipe.Source)?.forget?.(pipe);
    this.#deps.pipes.delete(pipe.name);
  }

  async #close(name: string): Promise<void> {
    const running = this.#running.get(name);
    this.#running.delete(name);
    await running?.source.stop();
    await running?.log.flushed();
  }

  async #deliver(flow: PipeFlow, records: readonly SourceRecord[], traceHeader: string | undefined): Promise<Taken> {
    const taken = await this.#run(flow, records, traceHeader);
    // Records that come again at once must not keep the rest of the cloud from its turn.
    if (taken.failed.size > 0) await setImmediate();
    return taken;
  }

  async #run(flow: PipeFlow, records: readonly SourceRecord[], traceHeader: string | undefined): Promise<Taken> {
    try {
      return { failed: await flow.run(records, traceHeader) };
    } catch (error) {
      // Traced by the flow; what is neither a service's answer nor a target's is a bug of ours.
      if (!(error instanceof AwsError || error instanceof TargetError || error instanceof SyntaxError)) {
        const { trace, clock } = this.#deps;
        trace.record({ kind: 'fault', at: clock.now(), where: 'pipes', error });
      }
      const reason = error instanceof Error ? error.message : String(error);
      return { failed: new Set(records.map(({ id }) => id)), reason };
    }
  }

  #report(pipe: Pipe, problem: unknown): void {
    const { trace, clock } = this.#deps;
    const at = clock.now();
    const reason = problem instanceof Error ? problem.message : String(problem);
    trace.record({ kind: 'delivery', at, from: pipe.Source, to: pipe.arn, attempt: 1, outcome: 'retrying', reason });
  }

  #reportGivenUp({ arn, Source }: Pipe, reason: string, deadLettered: boolean): void {
    const { trace, clock } = this.#deps;
    const outcome = deadLettered ? 'dead-lettered' : 'dropped';
    trace.record({ kind: 'delivery', at: clock.now(), from: Source, to: arn, attempt: 1, outcome, reason });
  }

  #principal(pipe: Pipe) {
    return this.#deps.identities.assumeForService(pipe.RoleArn, PIPES_SERVICE, pipe.name);
  }
}
