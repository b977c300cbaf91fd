import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { Failure } from '../engine/failure.ts';
import { ItemReaderFailed } from '../errors/item-reader-failed.ts';
import type { Json } from '../json.ts';
import { parseCsv } from './csv.ts';
import { pointedAt } from './json-pointer.ts';
import type { ItemFormat } from './reader-config.ts';

/** The items that an object holds. @throws Failure States.ItemReaderFailed */
export function itemsIn(object: Uint8Array, format: ItemFormat): Json[] {
  const text = textOf(object);
  switch (format.type) {
    case 'CSV':
      return csvItems(text, format);
    case 'JSONL':
      return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [parseJson(line)]));
    case 'JSON':
      return listOf(pointedAt(parseJson(text), format.pointer));
  }
}

/** First bytes of compressed data: RFC 1952, section 2.3.1, and RFC 8878, section 3.1.1. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTANDARD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** The text of an object, which may be compressed with gzip or Zstandard. */
export function textOf(object: Uint8Array): string {
  const bytes = Buffer.from(object.buffer, object.byteOffset, object.byteLength);
  try {
    if (bytes.subarray(0, GZIP.length).equals(GZIP)) return gunzipSync(bytes).toString();
    if (bytes.subarray(0, ZSTANDARD.length).equals(ZSTANDARD)) return zstdDecompressSync(bytes).toString();
  } catch {
    throw readerFailed('Failed to decompress the data.');
  }
  return bytes.toString();
}

export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw readerFailed('Failed to parse the JSON data.');
  }
}

/** AWS gives these causes without its usual preamble. */
export function readerFailed(cause: string): Failure {
  const { error } = new ItemReaderFailed(cause);
  return new Failure(error, cause);
}

function csvItems(text: string, { headers, delimiter }: ItemFormat & { type: 'CSV' }): Json[] {
  const rows = parseCsv(text, delimiter);
  const names = headers ?? rows.shift() ?? [];
  if (new Set(names).size < names.length) throw readerFailed('CSV headers cannot contain duplicates.');
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

function listOf(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  throw readerFailed('Attempting to map over non-iterable node.');
}
