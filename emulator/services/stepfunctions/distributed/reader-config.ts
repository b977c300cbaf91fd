import type { Fields } from '../asl/fields.ts';
import { StateFields } from '../asl/state-fields.ts';
import { type IntegerReader, signedReader } from '../states/map-limits.ts';
import { CSV_DELIMITERS } from './csv.ts';
import { isJsonPointer } from './json-pointer.ts';

/** How the text of an object holds items. */
export type ItemFormat =
  | { readonly type: 'JSON'; readonly pointer: string }
  | { readonly type: 'JSONL' }
  | {
      readonly type: 'CSV';
      /** undefined: the first row has the names. */
      readonly headers: readonly string[] | undefined;
      readonly delimiter: string;
    };

/** What the objects that the reader is pointed at hold. */
export type Contents = 'items' | 'objects' | 's3-inventory' | 'athena-manifest';

export interface ReaderConfig {
  readonly contents: Contents;
  readonly format: ItemFormat;
  readonly maxItems: IntegerReader;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html#itemreader-config */
const MAX_ITEMS = 100_000_000;

const INPUT_TYPES = ['CSV', 'JSON', 'JSONL', 'MANIFEST', 'PARQUET'] as const;

/** `ReaderConfig` (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html). */
export function readerConfig(given: Fields | undefined, state: StateFields, action: string | undefined): ReaderConfig {
  const config = new StateFields({
    ...state,
    object: given?.object ?? {},
    location: given?.location ?? state.location,
  });
  const inputType = config.oneOf('InputType', INPUT_TYPES);
  if (inputType === 'PARQUET') {
    config.invalid('Parquet files are not read locally: use CSV, JSON, JSONL or MANIFEST', 'InputType');
  }
  const read = {
    contents: action === 'listObjectsV2' ? listed(config) : manifest(config, inputType),
    format: format(config, inputType),
    maxItems: signedReader(config, 'MaxItems', MAX_ITEMS),
  };
  config.finish();
  return read;
}

/** Objects of a list are items themselves unless they are to be loaded. */
function listed(config: Fields): Contents {
  const transformation = config.oneOf('Transformation', ['NONE', 'LOAD_AND_FLATTEN']);
  if (transformation === 'LOAD_AND_FLATTEN') config.require('InputType');
  return transformation === 'LOAD_AND_FLATTEN' ? 'items' : 'objects';
}

function manifest(config: Fields, inputType: string | undefined): Contents {
  const type = config.oneOf('ManifestType', ['S3_INVENTORY', 'ATHENA_DATA']);
  if (type === 'ATHENA_DATA') return 'athena-manifest';
  return type === 'S3_INVENTORY' || inputType === 'MANIFEST' ? 's3-inventory' : 'items';
}

function format(config: Fields, inputType: string | undefined): ItemFormat {
  const location = config.oneOf('CSVHeaderLocation', ['FIRST_ROW', 'GIVEN']);
  const headers = (config.list('CSVHeaders') ?? []).map(String);
  const delimiter = config.oneOf('CSVDelimiter', ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB']) ?? 'COMMA';
  const pointer = config.text('ItemsPointer') ?? '';
  if (!isJsonPointer(pointer)) config.invalid('ItemsPointer is not a JSON Pointer', 'ItemsPointer');
  if (location === 'GIVEN') config.require('CSVHeaders');
  if (inputType === 'JSONL') return { type: 'JSONL' };
  if (inputType !== 'CSV') return { type: 'JSON', pointer };
  config.require('CSVHeaderLocation');
  return { type: 'CSV', headers: location === 'GIVEN' ? headers : undefined, delimiter: CSV_DELIMITERS[delimiter] };
}
