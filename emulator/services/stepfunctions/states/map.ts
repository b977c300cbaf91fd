import type { Fields } from '../asl/fields.ts';
import type { StateFields } from '../asl/state-fields.ts';
import { BRANCHES_PROGRESS, Branches } from '../engine/branches.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import { Payload } from '../engine/payload.ts';
import type { State } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json } from '../json.ts';
import { JsonataFlow } from './jsonata-flow.ts';
import { JsonPathFlow } from './jsonpath-flow.ts';
import { distributedParts, runDistributed } from './map-distributed.ts';
import { itemSelector, itemsReader } from './map-items.ts';
import { failureLimits, integerReader } from './map-limits.ts';
import type { MapParts } from './map-parts.ts';
import { runRehearsed } from './map-rehearsed.ts';
import { Recovery } from './recovery.ts';

/** Iterations of an inline Map at once: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const INLINE_MAX_CONCURRENCY = 40;

/** https://states-language.net/spec.html#map-state */
export function parseMap(fields: StateFields): State {
  const next = fields.transition();
  const processor = itemProcessor(fields);
  const { mode, executionType } = processorConfig(processor);
  const parts: MapParts = {
    name: fields.name,
    workflow: processor && fields.context.workflow(processor),
    items: itemsReader(fields),
    selector: itemSelector(fields),
    maxConcurrency: integerReader(fields, 'MaxConcurrency'),
    limits: failureLimits(fields),
    flow: fields.isJsonata ? new JsonataFlow(fields) : new JsonPathFlow(fields),
    recovery: new Recovery(fields),
    next,
  };
  const own = mode === 'DISTRIBUTED' ? distributed(fields, parts, executionType) : undefined;
  const run = (visit: Visit) => (own ? runDistributed(visit, parts, own) : runInline(visit, parts));
  return {
    name: fields.name,
    type: 'Map',
    retriable: true,
    run: (visit) => (visit.rehearsal ? runRehearsed(visit, parts, own, visit.rehearsal) : run(visit)),
    mockable: {
      onlyMocked: true,
      resultType: own?.exports ? 'object' : 'array',
      workflows: parts.workflow ? [parts.workflow] : [],
      readsItems: own?.reader !== undefined,
    },
  };
}

function distributed(fields: StateFields, parts: MapParts, executionType: 'STANDARD' | 'EXPRESS') {
  if (fields.context.machineType === 'EXPRESS') {
    fields.invalid('Express state machine does not support Map state in DISTRIBUTED mode');
  }
  if (parts.workflow) fields.context.processors.set(fields.name, parts.workflow);
  return distributedParts(fields, executionType);
}

/** `ItemProcessor`, or `Iterator` as it was called before. */
function itemProcessor(fields: StateFields): Fields | undefined {
  fields.exclusive('ItemProcessor', 'Iterator');
  if (!fields.has('Iterator')) fields.require('ItemProcessor');
  return fields.nested('ItemProcessor') ?? fields.nested('Iterator');
}

function processorConfig(processor: Fields | undefined) {
  const config = processor?.nested('ProcessorConfig');
  const mode = config?.oneOf('Mode', ['INLINE', 'DISTRIBUTED']) ?? 'INLINE';
  const executionType = config?.oneOf('ExecutionType', ['STANDARD', 'EXPRESS']) ?? 'STANDARD';
  if (mode === 'DISTRIBUTED') config?.require('ExecutionType');
  config?.finish();
  return { mode, executionType };
}

function runInline(visit: Visit, parts: MapParts) {
  const work = () =>
    chain(parts.flow.prepare(visit), (prepared) =>
      chain(started(visit, parts, prepared.input), ({ items, concurrency }) =>
        chain(iterate(visit, parts, prepared.input, items, concurrency), ({ outputs }) => {
          const exitedAfter = visit.thread.lastEventId;
          visit.event('MapStateSucceeded');
          return chain(parts.flow.finish(visit, outputs, parts.next), (exit) => ({ ...exit, exitedAfter }));
        }),
      ),
    );
  return parts.recovery.run(visit, work, ({ error }) => {
    if (visit.progress || error !== 'States.Runtime') visit.event('MapStateFailed');
  });
}

/** The items and how many run at once: evaluated, reported and noted once for each attempt. */
function started(visit: Visit, parts: MapParts, input: Json): MaybePromise<{ items: Json[]; concurrency: number }> {
  const { progress } = visit;
  if (progress && Array.isArray(progress.items)) {
    return { items: progress.items, concurrency: Number(progress.concurrency) };
  }
  return chain(parts.items(visit, input), (items) =>
    chain(parts.maxConcurrency(visit, input), (maximum) => {
      const concurrency = maximum ? Math.min(maximum, INLINE_MAX_CONCURRENCY) : INLINE_MAX_CONCURRENCY;
      visit.event('MapStateStarted', { length: items.length });
      return chain(parts.limits(visit, input), () => {
        visit.progress = { kind: BRANCHES_PROGRESS, items, concurrency };
        return { items, concurrency };
      });
    }),
  );
}

function iterate(
  visit: Visit,
  { name, workflow, selector }: MapParts,
  input: Json,
  items: Json[],
  concurrency: number,
) {
  if (!workflow) throw new Error(`The Map state ${name} has no item processor`);
  const { execution } = visit;
  const branches = new Branches(
    visit,
    {
      count: items.length,
      concurrency,
      workflow: () => workflow,
      branch: (index) => {
        const value = items[index] ?? null;
        const mapItem = { Index: index, Value: value };
        if (!selector) return { input: new Payload(value), mapItem };
        return chain(selector(visit, input, mapItem), (selected) => ({ input: new Payload(selected), mapItem }));
      },
      started: (index, previous) => execution.event('MapIterationStarted', previous, { name, index }),
      succeeded: (index, thread) => {
        visit.thread.lastEventId = execution.event('MapIterationSucceeded', thread.lastEventId, { name, index });
      },
      failed: (index, thread) => execution.event('MapIterationFailed', thread.lastEventId, { name, index }),
      aborted: (index, thread) => execution.event('MapIterationAborted', thread.lastEventId, { name, index }),
    },
    visit.thread.lastEventId,
  );
  return branches.run();
}
