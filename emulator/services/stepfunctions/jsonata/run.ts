import type { Scope } from '../scope.ts';

/**
 * How deep AWS lets the parts of an expression nest: a sum of 200 terms fails there, see
 * https://github.com/floci-io/floci/issues/2737.
 */
export const MAX_NESTING = 100;

/**
 * How many parts of one expression may be under evaluation at once. Members of a constructor count side by side, so this is far
 * above any honest nesting; a recursion that does not end gets here within milliseconds.
 */
export const MAX_ACTIVE_NODES = 10_000;

/** How much CPU time one evaluation may use. AWS cuts it off too, but does not say when. */
export const MAX_EVALUATION_CPU_MILLISECONDS = 1000;

/** After computing this long an evaluation lets everything else in the process have a turn. */
const YIELD_AFTER_MILLISECONDS = 10;

/** Reading the time costs as much as evaluating a node, so it is read once for so many of them. */
const NODES_PER_TIME_CHECK = 16;

/** An evaluation that was cut off. Its message is AWS's. */
export class EvaluationAborted extends Error {}

/** The part of the library's environment that leads back to the run. */
export interface Frame {
  lookup(name: string): unknown;
}

/** A binding with this name carries the run; no expression can spell it. */
export const RUN = 'the run';

/** One evaluation: what it may see, and how much it has used. */
export class Run {
  readonly scope: Scope;
  /** The time that `$now()` and `$millis()` answer throughout the evaluation, in epoch milliseconds. */
  readonly startedAt: number;
  #active = 0;
  #entered = 0;
  // the process's own clock, not the emulated one: this bounds work, it does not tell the time
  #sliceStart = performance.now();
  #cpu = { used: 0, at: 0 };
  /** While it pauses, every part of the evaluation waits for the same turn. */
  #pause: Promise<void> | undefined;

  constructor(scope: Scope) {
    this.scope = scope;
    this.startedAt = scope.clock?.now() ?? Date.now();
  }

  /** The run that a frame belongs to. */
  static of(frame: Frame): Run {
    const run = frame.lookup(RUN);
    if (run instanceof Run) return run;
    throw new Error('a JSONata function was called outside an evaluation');
  }

  /** Called when the evaluation of a node begins. Rejects with, or throws, EvaluationAborted when the evaluation has used too much. */
  enter(): Promise<void> | undefined {
    if (++this.#active > MAX_ACTIVE_NODES) throw stackOverflow();
    if (this.#pause !== undefined || ++this.#entered % NODES_PER_TIME_CHECK > 0) return this.#pause;
    if (performance.now() - this.#sliceStart > YIELD_AFTER_MILLISECONDS) this.#pause = this.#yield();
    return this.#pause;
  }

  /** Called when the evaluation of a node ends. */
  exit(): void {
    this.#active--;
  }

  async #yield(): Promise<void> {
    // most evaluations end within their first slice and are spared this reading, so that slice is not charged
    if (this.#cpu.at > 0) this.#cpu.used += threadCpuMilliseconds() - this.#cpu.at;
    if (this.#cpu.used > MAX_EVALUATION_CPU_MILLISECONDS) {
      throw new EvaluationAborted('Expression evaluation timeout: Check for infinite loop');
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#pause = undefined;
    this.#sliceStart = performance.now();
    this.#cpu.at = threadCpuMilliseconds();
  }
}

/** CPU rather than wall time: on a busy machine an honest expression must not be cut off. */
function threadCpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / MICROSECONDS_PER_MILLISECOND;
}

const MICROSECONDS_PER_MILLISECOND = 1000;

export function stackOverflow(): EvaluationAborted {
  return new EvaluationAborted(
    'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.',
  );
}
