import { afterPrefix } from './key.ts';

/** Where a walk goes on: at the first key that is not before `from`; of `from` itself only what comes after `past`. */
export interface Position {
  readonly from: string;
  readonly past?: string | number;
}

/** Rows in the order of a list: by key, and then in the list's own order within a key. */
export interface Source<Row> {
  /** At most `limit` rows from `position` on, with keys before `end`. */
  fetch(position: Position, end: string | Uint8Array, limit: number): Row[];
  keyOf(row: Row): string;
  /** The position right after a row. */
  after(row: Row): Position;
}

export interface WalkOptions {
  readonly prefix: string;
  readonly delimiter: string;
  readonly start: Position;
  /** Rows and common prefixes count alike. */
  readonly limit: number;
}

/** What a walk found, in order: rows, and common prefixes, which stand for all keys that begin so. */
export interface Walked<Row> {
  readonly entries: readonly (
    | { readonly row: Row; readonly prefix?: never }
    | { readonly row?: never; readonly prefix: string }
  )[];
  readonly truncated: boolean;
}

/** In SQLite every text is less than every blob. */
const AFTER_ALL_KEYS = new Uint8Array();

/** While prefixes are being rolled up, few rows of each are looked at before the walk jumps over the rest. */
const FEW_ROWS = 16;
const MANY_ROWS = 1_000;

/** Lists keys with a prefix, those that go on behind a delimiter rolled up, without reading what is rolled up. */
export function walk<Row>(source: Source<Row>, { prefix, delimiter, start, limit }: WalkOptions): Walked<Row> {
  const entries: Walked<Row>['entries'][number][] = [];
  const end = afterPrefix(prefix) ?? AFTER_ALL_KEYS;
  let position = first(start, prefix, delimiter);
  let batch = delimiter ? FEW_ROWS : MANY_ROWS;
  while (position && limit > 0) {
    const size = Math.min(batch, limit - entries.length + 1);
    const rows = source.fetch(position, end, size);
    let jumped: string | undefined;
    for (const row of rows) {
      const key = source.keyOf(row);
      if (jumped !== undefined && key.startsWith(jumped)) continue;
      if (entries.length === limit) return { entries, truncated: true };
      jumped = commonPrefix(key, prefix, delimiter);
      entries.push(jumped === undefined ? { row } : { prefix: jumped });
      position = jumped === undefined ? source.after(row) : jumpOver(jumped);
      if (!position) break;
    }
    if (rows.length < size) break;
    batch = jumped === undefined ? Math.min(2 * batch, MANY_ROWS) : FEW_ROWS;
  }
  return { entries, truncated: false };
}

/** A list that went on from within a common prefix has shown that prefix already. */
function first(start: Position, prefix: string, delimiter: string): Position | undefined {
  const shown = start.from.startsWith(prefix) ? commonPrefix(start.from, prefix, delimiter) : undefined;
  if (shown !== undefined) return jumpOver(shown);
  return compareKeys(start.from, prefix) >= 0 ? start : { from: prefix };
}

function jumpOver(prefix: string): Position | undefined {
  const from = afterPrefix(prefix);
  return from === undefined ? undefined : { from };
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (!delimiter) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

const compareKeys = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
