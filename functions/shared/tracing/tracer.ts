import { AsyncLocalStorage } from 'node:async_hooks';
import type { MetadataBearer } from '@smithy/types';
import { type CallingClient, traceCalls } from './aws-calls.ts';
import { causeOf, Subsegment, type SubsegmentFacts } from './subsegment.ts';
import { readTraceHeader, type TracePosition } from './trace-header.ts';
import { daemonSink, type TraceSink } from './trace-sink.ts';

export interface TracerOptions {
  /** By default, what POWERTOOLS_SERVICE_NAME says, as for logs and metrics. */
  readonly serviceName?: string;
  readonly sink?: TraceSink;
  /** The tracing header of the invocation, which Lambda puts into the environment each time. */
  header?(): string | undefined;
}

/**
 * Says in the trace of an invocation what it was busy with: each step in a subsegment, and within it the calls to AWS. Outside a sampled
 * trace, it says nothing.
 */
export class Tracer {
  readonly #serviceName: string;
  readonly #sink: TraceSink;
  readonly #header: () => string | undefined;
  readonly #within = new AsyncLocalStorage<TracePosition>();
  #coldStart = true;

  constructor({ serviceName, sink, header }: TracerOptions = {}) {
    this.#serviceName = serviceName ?? process.env.POWERTOOLS_SERVICE_NAME ?? 'service_undefined';
    this.#sink = sink ?? daemonSink(process.env.AWS_XRAY_DAEMON_ADDRESS);
    this.#header = header ?? (() => process.env._X_AMZN_TRACE_ID);
  }

  /**
   * Runs the work in a subsegment that can be searched by the annotations, the service and whether this was a cold start.
   *
   * @example
   * await tracer.capture('## handler', { correlationId }, () => inspectImage(request, ports));
   */
  async capture<Result>(
    name: string,
    annotations: Readonly<Record<string, string>>,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const facts = { annotations: { ...annotations, Service: this.#serviceName, ColdStart: this.#coldStart } };
    this.#coldStart = false;
    return this.#observe(name, work, {
      returned: () => facts,
      failed: (error) => ({ ...facts, fault: true, cause: causeOf(error) }),
    });
  }

  /** Each call of the client becomes a subsegment, and the called service is told that it belongs to it. @returns the client */
  captureAWSv3Client<Input extends object, Output extends MetadataBearer, Client extends CallingClient<Input, Output>>(
    client: Client & CallingClient<Input, Output>,
  ): Client {
    traceCalls(client, (name, call, facts) => this.#observe(name, call, facts));
    return client;
  }

  async #observe<Result>(
    name: string,
    work: (position: TracePosition | undefined) => Promise<Result>,
    facts: { returned(result: Result): SubsegmentFacts; failed(error: unknown): SubsegmentFacts },
  ): Promise<Result> {
    const within = this.#within.getStore() ?? readTraceHeader(this.#header());
    if (!within) return work(undefined);
    const subsegment = new Subsegment(name, within);
    try {
      const result = await this.#within.run(subsegment.position, () => work(subsegment.position));
      this.#sink(subsegment.end(facts.returned(result)));
      return result;
    } catch (error) {
      this.#sink(subsegment.end(facts.failed(error)));
      throw error;
    }
  }
}
