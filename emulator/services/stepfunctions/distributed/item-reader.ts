import type { Fields } from '../asl/fields.ts';
import { StateFields } from '../asl/state-fields.ts';
import { Failure } from '../engine/failure.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Visit } from '../engine/visit.ts';
import { ItemReaderFailed } from '../errors/item-reader-failed.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { jsonataTemplate } from '../states/jsonata-flow.ts';
import { payloadTemplate } from '../states/jsonpath-flow.ts';
import { type IntegerReader, integerReader } from '../states/map-limits.ts';
import { CSV_DELIMITERS, parseCsv } from './csv.ts';
import { listObjects, readObject } from './s3-source.ts';

/** Reads the items of a Map state from S3. @throws Failure States.ItemReaderFailed */
export type ItemReader = (visit: Visit, input: Json) => Promise<Json[]>;

const INPUT_TYPES = ['CSV', 'JSON', 'JSONL', 'MANIFEST'] as const;
type InputType = (typeof INPUT_TYPES)[number];

interface ReaderConfig {
  readonly inputType: InputType | undefined;
  readonly csv: CsvConfig;
  readonly maxItems: IntegerReader;
}

interface CsvConfig {
  /** undefined: the first row has the names. */
  readonly headers: readonly string[] | undefined;
  readonly delimiter: string;
}

/** `ItemReader` (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html). */
export function itemReader(state: StateFields): ItemReader | undefined {
  const fields = state.nested('ItemReader');
  if (!fields) return undefined;
  const resource = fields.text('Resource');
  const action = /^arn:[\w-]+:states:::s3:(getObject|listObjectsV2)$/.exec(resource ?? '')?.[1];
  if (action === undefined) fields.invalid(`The resource provided ${resource} is not recognized.`, 'Resource');
  const inner = new StateFields({ ...state, object: fields.object, location: fields.location });
  const parameters = state.isJsonata ? jsonataTemplate(inner, 'Arguments') : payloadTemplate(inner, 'Parameters');
  const config = readerConfig(fields.nested('ReaderConfig'), state);
  inner.ignore('Resource', 'ReaderConfig');
  inner.finish();
  return async (visit, input) => {
    const source = (await parameters?.(visit.scope(input))) ?? {};
    const limit = await checkedLimit(config.maxItems, visit, input);
    const items =
      action === 'listObjectsV2'
        ? await listObjects(visit, objectOf(source), limit)
        : await fromObject(visit, objectOf(source), config);
    return items.slice(0, limit);
  };
}

function readerConfig(fields: Fields | undefined, state: StateFields): ReaderConfig {
  const config = new StateFields({
    ...state,
    object: fields?.object ?? {},
    location: fields?.location ?? state.location,
  });
  const location = config.oneOf('CSVHeaderLocation', ['FIRST_ROW', 'GIVEN']);
  const headers = (config.list('CSVHeaders') ?? []).map(String);
  const delimiter = config.oneOf('CSVDelimiter', ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB']) ?? 'COMMA';
  if (location === 'GIVEN') config.require('CSVHeaders');
  const inputType = config.oneOf('InputType', INPUT_TYPES);
  if (inputType === 'CSV') config.require('CSVHeaderLocation');
  const maxItems = integerReader(config, 'MaxItems');
  config.finish();
  return {
    inputType,
    csv: { headers: location === 'GIVEN' ? headers : undefined, delimiter: CSV_DELIMITERS[delimiter] },
    maxItems,
  };
}

/** The most items to read; 0 stands for all. */
function checkedLimit(maxItems: IntegerReader, visit: Visit, input: Json): MaybePromise<number> {
  return chain(maxItems(visit, input), (limit = 0) => {
    if (limit < 0) throw failed('field MaxItems must be positive');
    return limit === 0 ? Number.POSITIVE_INFINITY : limit;
  });
}

async function fromObject(visit: Visit, source: JsonObject, { inputType, csv }: ReaderConfig): Promise<Json[]> {
  const text = await readObject(visit, source);
  switch (inputType) {
    case 'CSV':
      return csvItems(text, csv);
    case 'JSONL':
      return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [parseJson(line)]));
    case 'MANIFEST':
      return manifestItems(visit, text);
    default:
      return listOf(parseJson(text));
  }
}

function csvItems(text: string, { headers, delimiter }: CsvConfig): Json[] {
  const rows = parseCsv(text, delimiter);
  const names = headers ?? rows.shift() ?? [];
  if (new Set(names).size < names.length) throw failed('CSV headers cannot contain duplicates.');
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

/** An S3 Inventory manifest: the files that it lists are CSV with the columns of its `fileSchema`. */
async function manifestItems(visit: Visit, text: string): Promise<Json[]> {
  const manifest = parseJson(text);
  const { files, fileSchema, destinationBucket } = isObject(manifest) ? manifest : {};
  if (!Array.isArray(files)) throw failed('The manifest has no list of files.');
  const names = String(fileSchema ?? '')
    .split(',')
    .map((name) => name.trim());
  const bucket = String(destinationBucket ?? '').replace(/^arn:[\w-]+:s3:::/, '');
  const items: Json[] = [];
  for (const file of files) {
    const key = isObject(file) ? String(file.key) : '';
    items.push(...csvItems(await readObject(visit, { Bucket: bucket, Key: key }), { headers: names, delimiter: ',' }));
  }
  return items;
}

function listOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw failed('Attempting to map over non-iterable node.');
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw failed('Failed to parse the JSON data.');
  }
}

const objectOf = (value: Json): JsonObject => (isObject(value) ? value : {});

/** AWS gives these causes without its usual preamble. */
function failed(cause: string): Failure {
  const { error } = new ItemReaderFailed(cause);
  return new Failure(error, cause);
}
