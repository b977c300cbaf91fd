import type { Door } from '../../../door/door.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { type Enrichment, enrichedEvents, enrichmentOf } from '../enrichments/enrichments.ts';
import { InputTemplate, type TemplateContext } from '../events/input-template.ts';
import type { Pipe } from '../pipe.ts';
import type { SourceRecord } from '../sources/source-record.ts';
import type { TargetKinds } from '../targets/kinds.ts';
import { type Delivery, jsonList, TargetError } from '../targets/target.ts';
import type { ExecutionStep } from './execution-steps.ts';
import { failedItemsOf } from './failed-items.ts';
import type { PipeLog } from './pipe-log.ts';

interface Deps {
  readonly door: Door;
  readonly targets: TargetKinds;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
  readonly log: PipeLog;
  /** The pipe's role. */
  readonly principal: () => Principal;
}

/** One batch on its way. */
interface Execution {
  readonly id: string;
  readonly principal: Principal;
  readonly traceHeader: string | undefined;
}

/**
 * What a pipe does with a batch:
 *
 *     records ─ transform ─ enrichment ─ transform ─ target ─ the ids of records that must come again
 */
export class PipeFlow {
  readonly #pipe: Pipe;
  readonly #deps: Deps;
  readonly #enrichment: Enrichment | undefined;
  readonly #enrichmentTemplate: InputTemplate | undefined;
  readonly #targetTemplate: InputTemplate | undefined;

  constructor(pipe: Pipe, deps: Deps) {
    this.#pipe = pipe;
    this.#deps = deps;
    this.#enrichment = pipe.Enrichment ? enrichmentOf(deps.door, pipe.Enrichment) : undefined;
    const { EnrichmentParameters, TargetParameters } = pipe;
    this.#enrichmentTemplate = templateOf(EnrichmentParameters?.InputTemplate);
    this.#targetTemplate = templateOf(TargetParameters?.InputTemplate);
  }

  /**
   * @param traceHeader of the batch's sender, when it is known
   * @returns ids of the records that the target did not take
   * @throws AwsError, TargetError when it took none
   */
  async run(records: readonly SourceRecord[], traceHeader?: string): Promise<ReadonlySet<string>> {
    const execution: Execution = { id: this.#deps.ids.uuid(), principal: this.#deps.principal(), traceHeader };
    const events = records.map(({ event }) => event);
    const payload = () => JSON.stringify(events);
    this.#log(execution, 'ExecutionStarted', payload);
    try {
      const enriched = this.#enrichment ? await this.#enrich(this.#enrichment, execution, events) : events;
      const failed = await this.#toTarget(execution, records, enriched);
      this.#log(execution, failed.size > 0 ? 'ExecutionPartiallyFailed' : 'ExecutionSucceeded', payload);
      this.#trace(
        failed.size > 0 ? 'retrying' : 'delivered',
        failed.size > 0 ? `${failed.size} items failed` : undefined,
      );
      return failed;
    } catch (error) {
      this.#log(execution, 'ExecutionFailed', payload, error);
      this.#trace('retrying', error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  async #enrich(enrichment: Enrichment, execution: Execution, events: readonly unknown[]) {
    this.#log(execution, 'EnrichmentStageEntered');
    try {
      const inputs = this.#transform(execution, 'Enrichment', this.#enrichmentTemplate, events);
      const enriched = await this.#step(execution, 'EnrichmentInvocation', async () =>
        enrichedEvents(await enrichment(execution, jsonList(inputs))),
      );
      this.#log(execution, 'EnrichmentStageSucceeded', () => JSON.stringify(enriched));
      return enriched;
    } catch (error) {
      this.#log(execution, 'EnrichmentStageFailed', undefined, error);
      throw error;
    }
  }

  async #toTarget(execution: Execution, records: readonly SourceRecord[], events: readonly unknown[]) {
    if (events.length === 0) {
      this.#log(execution, 'TargetStageSkipped');
      return new Set<string>();
    }
    this.#log(execution, 'TargetStageEntered');
    try {
      const inputs = this.#transform(execution, 'Target', this.#targetTemplate, events);
      const delivery = await this.#step(execution, 'TargetInvocation', () => this.#send(execution, events, inputs));
      const failed = failedItemsOf(delivery, records, events.length);
      if (failed.size === records.length) throw new TargetError(`${this.#pipe.Target} took no item of the batch`);
      if (failed.size > 0) this.#log(execution, 'TargetInvocationPartiallyFailed');
      this.#log(execution, failed.size > 0 ? 'TargetStagePartiallyFailed' : 'TargetStageSucceeded');
      return failed;
    } catch (error) {
      this.#log(execution, 'TargetStageFailed', undefined, error);
      throw error;
    }
  }

  #send(execution: Execution, events: readonly unknown[], inputs: readonly string[]): Promise<Delivery> {
    const pipe = this.#pipe;
    const kind = this.#deps.targets.of(pipe.Target);
    if (!kind) throw new TargetError(`${pipe.Target} is of a kind that the emulator has no target for`);
    if (inputs.length > kind.batch) {
      throw new TargetError(`A ${kind.title} takes up to ${kind.batch} items at once, not ${inputs.length}`);
    }
    const { id: executionId, ...caller } = execution;
    return kind.send({ pipe, parameters: pipe.TargetParameters ?? {}, events, inputs, executionId, ...caller });
  }

  #transform(
    execution: Execution,
    stage: 'Enrichment' | 'Target',
    template: InputTemplate | undefined,
    events: readonly unknown[],
  ): readonly string[] {
    if (!template) return events.map((event) => JSON.stringify(event));
    this.#log(execution, `${stage}TransformationStarted`);
    try {
      const context = this.#context();
      const inputs = events.map((event) => template.apply(event, context));
      this.#log(execution, `${stage}TransformationSucceeded`, () => jsonList(inputs));
      return inputs;
    } catch (error) {
      this.#log(execution, `${stage}TransformationFailed`, undefined, error);
      throw error;
    }
  }

  async #step<T>(execution: Execution, name: 'EnrichmentInvocation' | 'TargetInvocation', work: () => Promise<T>) {
    this.#log(execution, `${name}Started`);
    try {
      const result = await work();
      this.#log(execution, `${name}Succeeded`);
      return result;
    } catch (error) {
      this.#log(execution, `${name}Failed`, undefined, error);
      throw error;
    }
  }

  #context(): TemplateContext {
    const { arn, name, Source, Enrichment: enrichmentArn, Target } = this.#pipe;
    const ingestionTime = new Date(this.#deps.clock.now()).toISOString();
    return { pipeArn: arn, pipeName: name, sourceArn: Source, enrichmentArn, targetArn: Target, ingestionTime };
  }

  #log({ id }: Execution, step: ExecutionStep, payload?: () => string, error?: unknown): void {
    this.#deps.log.step(id, step, payload, error);
  }

  #trace(outcome: 'delivered' | 'retrying', reason?: string): void {
    const { trace, clock } = this.#deps;
    const { arn, Target } = this.#pipe;
    trace.record({
      kind: 'delivery',
      at: clock.now(),
      from: arn,
      to: Target,
      attempt: 1,
      outcome,
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

const templateOf = (template: string | undefined) => (template ? new InputTemplate(template) : undefined);
