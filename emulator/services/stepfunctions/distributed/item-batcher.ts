import type { StateFields } from '../asl/state-fields.ts';
import { StateFields as NestedFields } from '../asl/state-fields.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json, JsonObject } from '../json.ts';
import { jsonataTemplate } from '../states/jsonata-flow.ts';
import { payloadTemplate } from '../states/jsonpath-flow.ts';
import { integerReader } from '../states/map-limits.ts';

/** The input of one child execution, with how many items are in it. */
export interface ChildInput {
  readonly input: Json;
  readonly items: number;
}

/** Puts items together into the inputs of child executions. */
export type ItemBatcher = (visit: Visit, input: Json, items: readonly Json[]) => Promise<ChildInput[]>;

/** What ends a batch, of which a definition has at least one (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html). */
const LIMITS = ['MaxItemsPerBatch', 'MaxInputBytesPerBatch'] as const;
const MAX_BATCH_BYTES = 262_144;

/** `ItemBatcher` */
export function itemBatcher(state: StateFields): ItemBatcher | undefined {
  const fields = state.nested('ItemBatcher');
  if (!fields) return undefined;
  const inner = new NestedFields({ ...state, object: fields.object, location: fields.location });
  const maxItems = integerReader(inner, LIMITS[0]);
  const maxBytes = integerReader(inner, LIMITS[1]);
  const batchInput = state.isJsonata ? jsonataTemplate(inner, 'BatchInput') : payloadTemplate(inner, 'BatchInput');
  inner.finish();
  if (!LIMITS.some((name) => fields.has(name) || fields.has(`${name}Path`))) {
    fields.invalid(`These fields are required: ${LIMITS.map((name) => `[${name}]`).join(' or ')}`);
  }
  return async (visit, input, items) => {
    const limits = {
      items: (await maxItems(visit, input)) || Number.POSITIVE_INFINITY,
      bytes: Math.min((await maxBytes(visit, input)) || MAX_BATCH_BYTES, MAX_BATCH_BYTES),
    };
    const shared = await batchInput?.(visit.scope(input));
    return batches(items, limits, shared === undefined ? {} : { BatchInput: shared });
  };
}

function batches(items: readonly Json[], limits: { items: number; bytes: number }, shared: JsonObject): ChildInput[] {
  const result: ChildInput[] = [];
  const overhead = Buffer.byteLength(JSON.stringify({ ...shared, Items: [] }));
  let batch: Json[] = [];
  let bytes = overhead;
  const finish = () => {
    if (batch.length > 0) result.push({ input: { ...shared, Items: batch }, items: batch.length });
    batch = [];
    bytes = overhead;
  };
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (batch.length >= limits.items || bytes + size > limits.bytes) finish();
    batch.push(item);
    bytes += size;
  }
  finish();
  return result;
}
