import { StateFields } from '../asl/state-fields.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Visit } from '../engine/visit.ts';
import { type Json, type JsonObject, objectOf } from '../json.ts';
import { jsonataTemplate } from '../states/jsonata-flow.ts';
import { payloadTemplate } from '../states/jsonpath-flow.ts';
import type { IntegerReader } from '../states/map-limits.ts';
import { itemsIn, parseJson, readerFailed, textOf } from './item-formats.ts';
import { pointedAt } from './json-pointer.ts';
import { inventoryFiles, type ListedObject, unloadedFiles } from './manifests.ts';
import { type ItemFormat, type ReaderConfig, readerConfig } from './reader-config.ts';
import { listObjects, readObject } from './s3-source.ts';

/** The items of a Map state that come from S3. */
export interface ItemReader {
  /** @throws Failure States.ItemReaderFailed */
  read(visit: Visit, input: Json): Promise<Json[]>;
  /** The items that are in what was found at the source. @throws Failure States.ItemReaderFailed */
  itemsOf(data: string, visit: Visit, input: Json): Promise<Json[]>;
}

/** Items that are not in an object of S3 themselves: a listing, a manifest. */
const LIST: ItemFormat = { type: 'JSON', pointer: '' };

/** `ItemReader` (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html). */
export function itemReader(state: StateFields): ItemReader | undefined {
  const fields = state.nested('ItemReader');
  if (!fields) return undefined;
  const resource = fields.text('Resource');
  const action = /^arn:[\w-]+:states:::s3:(getObject|listObjectsV2)$/.exec(resource ?? '')?.[1];
  if (action === undefined) fields.invalid(`The resource provided ${resource} is not recognized.`, 'Resource');
  const inner = new StateFields({ ...state, object: fields.object, location: fields.location });
  const parameters = state.isJsonata ? jsonataTemplate(inner, 'Arguments') : payloadTemplate(inner, 'Parameters');
  const config = readerConfig(fields.nested('ReaderConfig'), state, action);
  inner.ignore('Resource', 'ReaderConfig');
  inner.finish();
  const read = action === 'listObjectsV2' ? fromList : fromObject;
  return {
    async read(visit, input) {
      const source = objectOf((await parameters?.(visit.scope(input))) ?? {});
      const limit = await checkedLimit(config.maxItems, visit, input);
      const items = await read(visit, source, config, limit);
      return items.slice(0, limit);
    },
    async itemsOf(data, visit, input) {
      const limit = await checkedLimit(config.maxItems, visit, input);
      const format = config.contents === 'items' ? config.format : LIST;
      if (!state.isJsonata && format.type === 'JSON' && format.pointer !== '') {
        visit.inspect('afterItemsPointer', pointedAt(parseJson(data), format.pointer) ?? null);
      }
      return itemsIn(Buffer.from(data), format).slice(0, limit);
    },
  };
}

/** The most items to read; 0 stands for all. */
function checkedLimit(maxItems: IntegerReader, visit: Visit, input: Json): MaybePromise<number> {
  return chain(maxItems(visit, input), (limit = 0) => {
    if (limit < 0) throw readerFailed('field MaxItems must be positive');
    return limit === 0 ? Number.POSITIVE_INFINITY : limit;
  });
}

async function fromList(visit: Visit, source: JsonObject, config: ReaderConfig, limit: number): Promise<Json[]> {
  if (config.contents === 'objects') return listObjects(visit, source, limit);
  const Bucket = String(source.Bucket ?? '');
  const listed = await listObjects(visit, source, Number.POSITIVE_INFINITY);
  const objects = listed.map((object) => ({ Bucket, Key: String(objectOf(object).Key), format: config.format }));
  return fromObjects(visit, objects, limit);
}

async function fromObject(visit: Visit, source: JsonObject, config: ReaderConfig, limit: number): Promise<Json[]> {
  const object = await readObject(visit, source);
  switch (config.contents) {
    case 's3-inventory':
      return fromObjects(visit, inventoryFiles(textOf(object)), limit);
    case 'athena-manifest':
      return fromObjects(visit, unloadedFiles(textOf(object), config.format), limit);
    default:
      return itemsIn(object, config.format);
  }
}

/** The items of several objects, one after the other, until there are enough. */
async function fromObjects(visit: Visit, objects: readonly ListedObject[], limit: number): Promise<Json[]> {
  const items: Json[] = [];
  for (const { Bucket, Key, format } of objects) {
    if (items.length >= limit) break;
    for (const item of itemsIn(await readObject(visit, { Bucket, Key }), format)) items.push(item);
  }
  return items;
}
