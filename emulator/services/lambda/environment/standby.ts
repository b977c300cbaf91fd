import type { ChildProcess } from 'node:child_process';
import type { Cancel, Clock } from '../../../runtime/clock.ts';
import type { BootstrapFiles } from './bootstrap-files.ts';
import { killProcess, type ProcessSpec, startProcess } from './environment-process.ts';

interface Waiting {
  readonly child: ChildProcess;
  readonly key: string;
  readonly expiry: Cancel;
}

/** How long a process stands by without being needed. */
const STANDBY_MILLISECONDS = 60_000;

/**
 * One process that is started before anyone asks for it, so that the next cold start has only the function to load. It is
 * of the kind that was needed last, since functions of one application are mostly alike.
 */
export class Standby {
  readonly #wall: Clock;
  #waiting: Waiting | undefined;
  #closed = false;

  constructor(wall: Clock) {
    this.#wall = wall;
  }

  /** The waiting process, when it is of this kind and still there. */
  take(spec: ProcessSpec): ChildProcess | undefined {
    const waiting = this.#waiting;
    if (!waiting || waiting.key !== keyOf(spec)) return undefined;
    this.#waiting = undefined;
    waiting.expiry();
    return waiting.child.connected ? waiting.child : undefined;
  }

  /** Starts a process of this kind, in the place of another. */
  prepare(spec: ProcessSpec, bootstrap: BootstrapFiles): void {
    if (this.#closed) return;
    const key = keyOf(spec);
    if (this.#waiting?.key === key && this.#waiting.child.connected) return;
    this.drop();
    const child = startProcess(spec, bootstrap);
    // A process that could not be started is noticed when it is taken.
    child.on('error', () => undefined);
    const expiry = this.#wall.at(this.#wall.now() + STANDBY_MILLISECONDS, () => this.drop());
    this.#waiting = { child, key, expiry };
  }

  /** Ends the one that waits, and starts no other. */
  close(): void {
    this.#closed = true;
    this.drop();
  }

  drop(): void {
    if (!this.#waiting) return;
    this.#waiting.expiry();
    killProcess(this.#waiting.child);
    this.#waiting = undefined;
  }
}

const keyOf = (spec: ProcessSpec) => JSON.stringify(spec);
