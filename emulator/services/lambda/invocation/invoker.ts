import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { SegmentSink } from '../../../runtime/segments.ts';
import type { Outcome } from '../environment/environment.ts';
import type { Environments, Lease } from '../environment/environments.ts';
import type { FunctionVersion } from '../functions/function-record.ts';
import type { FunctionStore } from '../functions/function-store.ts';
import { type PlatformLines, platformLines } from '../logging/platform-lines.ts';
import { Concurrency } from './concurrency.ts';
import { type InvocationResult, invocationResult } from './result.ts';
import { type TraceContext, traceContext, traceHeader } from './trace-header.ts';

export interface Invocation {
  readonly version: FunctionVersion;
  /** ARN as the caller named the function, with its qualifier. */
  readonly invokedArn: string;
  /** JSON */
  readonly payload: string;
  readonly requestId: string;
  readonly traceHeader?: string | undefined;
  /** JSON */
  readonly clientContext?: string | undefined;
  /** Tells that nobody waits for the answer any more: what has not begun then does not begin. */
  readonly signal?: AbortSignal;
  /** Whether the end of the log is wanted. */
  readonly tail?: boolean;
}

export interface Invoked extends InvocationResult {
  readonly log: string;
}

export interface InvokerOptions {
  readonly functions: FunctionStore;
  readonly environments: Environments;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly metrics: MetricSink;
  readonly segments: SegmentSink;
}

/** Runs invocations: one after the other in an environment, as many environments as are asked for at once. */
export class Invoker {
  readonly #options: InvokerOptions;
  readonly #concurrency = new Concurrency();

  constructor(options: InvokerOptions) {
    this.#options = options;
  }

  /** @throws AwsError TooManyRequestsException; AccessDeniedException when the function's role can't be assumed */
  async invoke(invocation: Invocation): Promise<Invoked> {
    const { environments } = this.#options;
    const leave = this.#enter(invocation.version.functionName);
    try {
      const lease = await environments.acquire(invocation.version, invocation.signal);
      try {
        return await this.#run(invocation, lease);
      } finally {
        environments.release(lease);
      }
    } finally {
      leave();
    }
  }

  #enter(functionName: string): () => void {
    const { functions, metrics } = this.#options;
    const { reservedConcurrency } = functions.settings(functionName);
    try {
      return this.#concurrency.enter(functionName, reservedConcurrency, functions.reservedConcurrency);
    } catch (error) {
      metrics.put('AWS/Lambda', 'Throttles', { FunctionName: functionName }, 1, 'Count');
      throw error;
    }
  }

  async #run(invocation: Invocation, lease: Lease): Promise<Invoked> {
    const { version, requestId } = invocation;
    const { environment, log } = lease;
    const cold = lease.uses === 0;
    lease.uses += 1;
    const trace = this.#trace(invocation);
    const lines = platformLines(version.logging.format);
    if (invocation.tail) log.startTail();
    log.line(lines.start(requestId, version.version));
    const startedAt = this.#options.clock.now();
    const { outcome, durationMilliseconds } = await environment.invoke({
      requestId,
      payload: invocation.payload,
      invokedFunctionArn: invocation.invokedArn,
      traceHeader: traceHeader(trace),
      ...(invocation.clientContext ? { clientContext: invocation.clientContext } : {}),
    });
    const init = cold ? environment.initMilliseconds : undefined;
    const run: Run = {
      version,
      requestId,
      outcome,
      startedAt,
      trace,
      durationMilliseconds,
      init,
    };
    const result = invocationResult(outcome, requestId);
    this.#log(lease, lines, run, result);
    this.#measure(run, result);
    return { ...result, log: invocation.tail ? log.takeTail() : '' };
  }

  #trace({ traceHeader, version }: Invocation): TraceContext {
    const { ids, clock } = this.#options;
    return traceContext(traceHeader, version.tracing === 'Active', ids, clock);
  }

  #log({ log }: Lease, lines: PlatformLines, run: Run, result: InvocationResult): void {
    const { requestId, outcome, version } = run;
    if (outcome.kind === 'timed-out') {
      log.line(`${new Date().toISOString()} ${requestId} Task timed out after ${outcome.seconds.toFixed(2)} seconds\n`);
    } else if (outcome.kind === 'out-of-memory' || outcome.kind === 'exited') {
      log.line(`${result.error?.errorMessage}\n${result.error?.errorType}`);
    }
    log.line(lines.end(requestId));
    log.line(
      lines.report({
        requestId,
        durationMilliseconds: run.durationMilliseconds,
        ...(run.init === undefined ? {} : { initMilliseconds: run.init }),
        memoryMegabytes: version.memoryMegabytes,
        usedMegabytes: usedMegabytes(outcome, version.memoryMegabytes),
        status: outcome.kind === 'timed-out' ? 'timeout' : platformFailed(outcome) ? 'error' : 'success',
        ...(platformFailed(outcome) && result.error ? { errorType: result.error.errorType } : {}),
        ...(run.trace.sampled ? { trace: run.trace } : {}),
      }),
    );
  }

  #measure({ version, trace, startedAt, durationMilliseconds }: Run, { error }: InvocationResult): void {
    const { metrics, segments } = this.#options;
    const dimensions = { FunctionName: version.functionName };
    metrics.put('AWS/Lambda', 'Invocations', dimensions, 1, 'Count');
    metrics.put('AWS/Lambda', 'Errors', dimensions, error ? 1 : 0, 'Count');
    metrics.put('AWS/Lambda', 'Duration', dimensions, durationMilliseconds, 'Milliseconds');
    const running = this.#concurrency.running(version.functionName);
    metrics.put('AWS/Lambda', 'ConcurrentExecutions', dimensions, running, 'Count');
    if (!trace.sampled) return;
    segments.put({
      id: trace.segmentId,
      trace_id: trace.traceId,
      ...(trace.parentId ? { parent_id: trace.parentId } : {}),
      name: version.functionName,
      start_time: startedAt / 1_000,
      end_time: (startedAt + durationMilliseconds) / 1_000,
      origin: 'AWS::Lambda::Function',
      ...(error ? { fault: true } : {}),
    });
  }
}

interface Run {
  readonly version: FunctionVersion;
  readonly requestId: string;
  readonly outcome: Outcome;
  /** Epoch milliseconds, emulated. */
  readonly startedAt: number;
  readonly durationMilliseconds: number;
  /** Milliseconds, when this invocation started the environment. */
  readonly init: number | undefined;
  readonly trace: TraceContext;
}

const platformFailed = ({ kind }: Outcome) => kind === 'timed-out' || kind === 'out-of-memory' || kind === 'exited';

function usedMegabytes(outcome: Outcome, limit: number): number {
  if (outcome.kind === 'out-of-memory') return limit;
  return 'peakMegabytes' in outcome ? Math.min(limit, outcome.peakMegabytes ?? 0) : 0;
}
