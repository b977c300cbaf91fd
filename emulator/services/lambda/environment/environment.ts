import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Clock } from '../../../runtime/clock.ts';
import type {
  ErrorPayload,
  FromEnvironment,
  InitMessage,
  InvokeMessage,
  ToEnvironment,
} from '../bootstrap/messages.ts';
import { INIT_SECONDS } from '../limits.ts';
import { killProcess } from './environment-process.ts';
import { residentMegabytes } from './memory.ts';

/** What one environment needs to be started. */
export interface EnvironmentSpec {
  readonly init: Omit<InitMessage, 'kind'>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

/** How loading the function or running its handler ended. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly payload: string | Uint8Array; readonly peakMegabytes: number }
  | { readonly kind: 'failed'; readonly error: ErrorPayload; readonly peakMegabytes?: number }
  | { readonly kind: 'timed-out'; readonly seconds: number; readonly peakMegabytes: number }
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** How an invocation went. */
export interface Settled {
  readonly outcome: Outcome;
  /** How long the handler ran, without the time that loading took. */
  readonly durationMilliseconds: number;
}

export interface EnvironmentOptions {
  readonly spec: EnvironmentSpec;
  readonly child: ChildProcess;
  /** The machine's time: a function's work does not run faster when the emulated clock does. */
  readonly wall: Clock;
  /** Takes each line that the function prints. */
  readonly onLine: (line: string) => void;
}

const MEMORY_CHECK_MILLISECONDS = 100;
/**
 * What the process takes before it loads anything, less what Lambda's own runtime takes of a function's memory; without
 * it a 128 MB function would be ended earlier than on AWS.
 */
const PROCESS_OVERHEAD_MEGABYTES = 32;
/**
 * One execution environment: a process that loads a function and then runs one invocation at a time, for as long as it
 * is kept. A process and not a worker thread, because V8 ends the whole process when a heap is full
 * (docs/decisions/lambda-processes.md).
 */
export class Environment {
  readonly spec: EnvironmentSpec;
  /** How long the function took to load; undefined until it has. */
  initMilliseconds: number | undefined;
  readonly #wall: Clock;
  readonly #child: ChildProcess;
  readonly #startedAt: number;
  readonly #initialized: Promise<Outcome | 'initialized'>;
  #settle: ((outcome: Outcome | 'initialized') => void) | undefined;
  #ended = false;

  constructor({ spec, child, wall, onLine }: EnvironmentOptions) {
    this.spec = spec;
    this.#wall = wall;
    this.#startedAt = wall.now();
    this.#child = child;
    this.#child.on('message', (message: FromEnvironment) => this.#receive(message, onLine));
    this.#child.on('exit', (code, signal) => this.#exited(code, signal));
    this.#child.on('error', () => this.#exited(null, null));
    this.#readRaw(this.#child.stdout, onLine);
    this.#readRaw(this.#child.stderr, onLine);
    this.#initialized = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#send({ kind: 'init', ...spec.init });
  }

  /** Whether the process can't be used again. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Waits for the function to be loaded, and then runs it. One call at a time. */
  async invoke(message: Omit<InvokeMessage, 'kind' | 'deadline'>): Promise<Settled> {
    const { timeoutSeconds } = this.spec;
    if (this.initMilliseconds === undefined) {
      const limit = INIT_SECONDS + timeoutSeconds;
      const loaded = await this.#bounded(this.#initialized, this.#startedAt + limit * 1_000, timeoutSeconds);
      if (loaded !== 'initialized') return { outcome: loaded, durationMilliseconds: 0 };
    }
    const began = performance.now();
    const deadline = this.#wall.now() + timeoutSeconds * 1_000;
    const settled = new Promise<Outcome | 'initialized'>((resolve) => {
      this.#settle = resolve;
    });
    if (!this.#ended) this.#send({ kind: 'invoke', deadline, ...message });
    const outcome = await this.#bounded(settled, deadline, timeoutSeconds);
    if (outcome === 'initialized') throw new Error('An environment reported its start twice');
    return { outcome, durationMilliseconds: performance.now() - began };
  }

  /** Ends the process, and with it what it started itself. */
  kill(): void {
    this.#ended = true;
    killProcess(this.#child);
  }

  async #bounded<T>(settled: Promise<T>, deadline: number, seconds: number): Promise<T | Outcome> {
    const stops: (() => void)[] = [];
    const timedOut = new Promise<Outcome>((resolve) => {
      stops.push(
        this.#wall.at(deadline, () =>
          resolve({ kind: 'timed-out', seconds, peakMegabytes: this.#residentMegabytes() }),
        ),
      );
    });
    const overweight = new Promise<Outcome>((resolve) => {
      stops.push(this.#watchMemory(() => resolve({ kind: 'out-of-memory' })));
    });
    const outcome = await Promise.race([settled, timedOut, overweight]);
    for (const stop of stops) stop();
    if (typeof outcome === 'object' && outcome !== null && 'kind' in outcome) {
      if (outcome.kind === 'timed-out' || outcome.kind === 'out-of-memory') this.kill();
    }
    return outcome;
  }

  #watchMemory(whenExceeded: () => void): () => void {
    const limit = this.spec.memoryMegabytes + PROCESS_OVERHEAD_MEGABYTES;
    const check = () => {
      if (this.#residentMegabytes() > limit) whenExceeded();
      else next = again();
    };
    const again = () => this.#wall.at(this.#wall.now() + MEMORY_CHECK_MILLISECONDS, check);
    let next = again();
    return () => next();
  }

  #residentMegabytes(): number {
    const { pid } = this.#child;
    return pid === undefined ? 0 : Math.ceil(residentMegabytes(pid) ?? 0);
  }

  #receive(message: FromEnvironment, onLine: (line: string) => void): void {
    if (message.kind === 'log') onLine(message.message);
    else if (message.kind === 'initialized') {
      this.initMilliseconds = this.#wall.now() - this.#startedAt;
      this.#settle?.('initialized');
    } else if (message.kind === 'init-failed') {
      this.#ended = true;
      this.#settle?.({ kind: 'failed', error: message.error });
    } else if (message.kind === 'succeeded') {
      this.#settle?.({ kind: 'succeeded', payload: message.payload, peakMegabytes: megabytes(message) });
    } else if (message.kind === 'failed') {
      this.#ended ||= message.fatal;
      this.#settle?.({ kind: 'failed', error: message.error, peakMegabytes: megabytes(message) });
    }
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    this.#ended = true;
    this.#settle?.({ kind: 'exited', code, signal });
  }

  /** What did not go through the runtime: native code, child processes, and V8's last words. */
  #readRaw(stream: Readable | null, onLine: (line: string) => void): void {
    if (!stream) return;
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
  }

  #send(message: ToEnvironment): void {
    this.#child.send(message, () => {
      // A send fails only when the process has ended, which its exit event tells as well.
    });
  }
}

const megabytes = ({ peakKilobytes }: { readonly peakKilobytes: number }) => Math.ceil(peakKilobytes / 1024);
