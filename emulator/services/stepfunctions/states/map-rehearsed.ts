import { chain } from '../engine/maybe-promise.ts';
import { judgeIterations, mocked, type Rehearsal } from '../engine/rehearsal.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json } from '../json.ts';
import { type DistributedParts, selectItems } from './map-distributed.ts';
import type { MapParts } from './map-parts.ts';

/** A Map state in TestState: items and limits are evaluated, the iterations are mocked. */
export function runRehearsed(visit: Visit, parts: MapParts, own: DistributedParts | undefined, rehearsal: Rehearsal) {
  const work = () => chain(parts.flow.prepare(visit), ({ input }) => attempt(visit, parts, own, rehearsal, input));
  return parts.recovery.run(visit, work);
}

async function attempt(
  visit: Visit,
  parts: MapParts,
  own: DistributedParts | undefined,
  rehearsal: Rehearsal,
  input: Json,
) {
  if (!rehearsal.mock) throw new Error('TestState runs a Map state only with a mock');
  const items = own?.reader
    ? await (rehearsal.readerData === undefined ? [] : own.reader.itemsOf(rehearsal.readerData, visit, input))
    : await parts.items(visit, input);
  visit.inspectNumber('maxConcurrency', (await parts.maxConcurrency(visit, input)) ?? 0);
  const limits = await parts.limits(visit, input);
  visit.inspectNumber('toleratedFailureCount', limits.count);
  visit.inspectNumber('toleratedFailurePercentage', limits.percentage);
  await inspectInputs(visit, parts, own, input, items);
  judgeIterations(rehearsal.iterationFailures, items.length, limits);
  return parts.flow.finish(visit, mocked(rehearsal.mock), parts.next);
}

/** What the iterations would get. */
async function inspectInputs(
  visit: Visit,
  parts: MapParts,
  own: DistributedParts | undefined,
  input: Json,
  items: readonly Json[],
): Promise<void> {
  const selected = await selectItems(visit, parts, input, items);
  if (parts.selector) visit.inspect('afterItemSelector', [...selected]);
  if (!own?.batcher) return;
  const batches = await own.batcher(visit, input, selected);
  visit.inspect(
    'afterItemBatcher',
    batches.map((batch) => batch.input),
  );
}
