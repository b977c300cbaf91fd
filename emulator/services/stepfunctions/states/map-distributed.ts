import type { StateFields } from '../asl/state-fields.ts';
import { type ChildInput, type ItemBatcher, itemBatcher } from '../distributed/item-batcher.ts';
import { type ItemReader, itemReader } from '../distributed/item-reader.ts';
import { MAP_RUN_PROGRESS, MapRun } from '../distributed/map-run.ts';
import { type ResultWriter, resultWriter } from '../distributed/result-writer.ts';
import { chain } from '../engine/maybe-promise.ts';
import { redrivableSince } from '../engine/redrive.ts';
import type { Exit } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json } from '../json.ts';
import type { MapRunRecord } from '../storage/map-run-store.ts';
import type { MapParts } from './map-parts.ts';

/** What a Map state has in DISTRIBUTED mode beside what every Map state has. */
export interface DistributedParts {
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly label: string | undefined;
  readonly reader: ItemReader | undefined;
  /** undefined: each item is the input of a child execution of its own. */
  readonly batcher: ItemBatcher | undefined;
  readonly writer: ResultWriter;
  /** Whether the results go to S3, so that the state passes on where they are. */
  readonly exports: boolean;
}

/** Labels become part of ARNs: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const LABEL = /^[^\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]{1,40}$/;

export function distributedParts(fields: StateFields, executionType: 'STANDARD' | 'EXPRESS'): DistributedParts {
  const label = fields.text('Label');
  if (label !== undefined && !LABEL.test(label)) fields.invalid('The label is not valid', 'Label');
  return {
    executionType,
    label,
    reader: itemReader(fields),
    batcher: itemBatcher(fields),
    writer: resultWriter(fields),
    exports: fields.nested('ResultWriter')?.has('Resource') ?? false,
  };
}

/** Runs one child execution for each item or batch (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html). */
export function runDistributed(visit: Visit, parts: MapParts, own: DistributedParts) {
  const work = () => chain(parts.flow.prepare(visit), (prepared) => attempt(visit, parts, own, prepared.input));
  return parts.recovery.run(visit, work, ({ error, causeText: cause }) => {
    if (visit.progress?.kind === MAP_RUN_PROGRESS) visit.event('MapRunFailed', { error, cause });
    if (visit.progress || error !== 'States.Runtime') visit.event('MapStateFailed');
  });
}

async function attempt(visit: Visit, parts: MapParts, own: DistributedParts, input: Json): Promise<Exit> {
  const started = await begin(visit, parts, own, input);
  const items = own.reader ? await own.reader.read(visit, input) : started.items;
  const selected = await selectItems(visit, parts, input, items);
  const children = own.batcher ? await own.batcher(visit, input, selected) : selected.map(childOfOne);
  const record = { ...started.record, totalChildren: children.length, totalItems: items.length };
  visit.engine.mapRunStore.put(record);
  const plan = { state: parts.name, executionType: own.executionType, children };
  const records = await new MapRun(visit, record, plan).run();
  const result = await own.writer(visit, input, { mapRunArn: record.arn, children: records });
  visit.event('MapRunSucceeded');
  visit.event('MapStateSucceeded');
  const exit = await parts.flow.finish(visit, result, parts.next);
  return { ...exit, exitedAfter: started.eventId };
}

const childOfOne = (input: Json): ChildInput => ({ input, items: 1 });

interface Started {
  readonly record: MapRunRecord;
  /** MapRunStarted, which the event of leaving the state follows. */
  readonly eventId: number;
  /** Items that come with the input. */
  readonly items: Json[];
}

/** Reports the start of the Map Run once; after a restart finds the one that was started. */
async function begin(visit: Visit, parts: MapParts, own: DistributedParts, input: Json): Promise<Started> {
  const { progress, engine } = visit;
  const items = own.reader ? [] : await parts.items(visit, input);
  if (progress?.kind === MAP_RUN_PROGRESS) {
    const record = engine.mapRunStore.find(String(progress.mapRunArn));
    if (record && progress.redriven === true) return { ...redriven(visit, record), items };
    if (record) return { record, eventId: Number(progress.eventId), items };
  }
  const maxConcurrency = (await parts.maxConcurrency(visit, input)) ?? 0;
  visit.event('MapStateStarted', { length: items.length });
  const { count: toleratedFailureCount = 0, percentage: toleratedFailurePercentage = 0 } = await parts.limits(
    visit,
    input,
  );
  const record = { ...newRecord(visit, own), maxConcurrency, toleratedFailureCount, toleratedFailurePercentage };
  const eventId = visit.event('MapRunStarted', { mapRunArn: record.arn });
  engine.mapRunStore.put(record);
  visit.progress = { kind: MAP_RUN_PROGRESS, mapRunArn: record.arn, eventId };
  return { record, eventId, items };
}

/** Opens a Map Run once more: its children that did not succeed run again (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html). */
function redriven(visit: Visit, before: MapRunRecord): Pick<Started, 'record' | 'eventId'> {
  const { clock, mapRunStore } = visit.engine;
  const now = clock.now();
  const redriveCount = before.redriveCount + 1;
  const record: MapRunRecord = { ...before, status: 'RUNNING', stopAt: undefined, redriveCount, redriveAt: now };
  mapRunStore.put(record);
  mapRunStore.awaitRedrive(record.arn, redrivableSince(now));
  const eventId = visit.event('MapRunRedriven', { mapRunArn: record.arn, redriveCount });
  visit.progress = { kind: MAP_RUN_PROGRESS, mapRunArn: record.arn, eventId };
  return { record, eventId };
}

function newRecord(visit: Visit, { label }: DistributedParts) {
  const { engine, execution } = visit;
  const { machineArn, machineName } = execution.record;
  const name = label ?? engine.ids.uuid();
  const prefix = machineArn.slice(0, machineArn.indexOf(':stateMachine:'));
  return {
    arn: `${prefix}:mapRun:${machineName}/${name}:${engine.ids.uuid()}`,
    executionArn: execution.record.arn,
    machineArn: `${machineArn}/${name}`,
    status: 'RUNNING' as const,
    startAt: engine.clock.now(),
    stopAt: undefined,
    totalChildren: 0,
    totalItems: 0,
    redriveCount: 0,
    redriveAt: undefined,
  };
}

/** The inputs of the iterations, as the ItemSelector makes them. */
export async function selectItems(
  visit: Visit,
  { selector }: MapParts,
  input: Json,
  items: readonly Json[],
): Promise<readonly Json[]> {
  if (!selector) return items;
  const selected: Json[] = [];
  for (const [index, value] of items.entries()) {
    selected.push(await selector(visit, input, { Index: index, Value: value }));
  }
  return selected;
}
