import { LOCAL_ACCOUNT } from '../../../../emulator/runtime/account.ts';

/** A placeholder of the recordings, such as `<uuid:1>`. */
const PLACEHOLDER = /<[A-Za-z][^<>\s]*>/g;

/** The account that AWS's answers were recorded in. */
const RECORDED_ACCOUNT = '111111111111';

/** JSON inside of strings is compared as JSON: the recordings do not tell the two apart. */
export function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, opened(member)]));
  }
  if (typeof value !== 'string') return value;
  if (!/^[[{]/.test(value)) return value.replaceAll(LOCAL_ACCOUNT.id, RECORDED_ACCOUNT);
  try {
    return opened(JSON.parse(value));
  } catch {
    return value;
  }
}

/** Where `actual` first differs from what was recorded; undefined when it does not. `wild` texts stand for anything. */
export function difference(
  recorded: unknown,
  actual: unknown,
  wild: ReadonlySet<string>,
  path = '$',
): string | undefined {
  if (typeof recorded === 'string') return differentText(recorded, actual, wild, path);
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    if (recorded.length !== actual.length) return `${path}: ${actual.length} items instead of ${recorded.length}`;
    return first(recorded.map((item, index) => difference(item, actual[index], wild, `${path}[${index}]`)));
  }
  if (isRecord(recorded) && isRecord(actual)) {
    const extra = Object.keys(actual).filter((key) => !(key in recorded) && actual[key] !== undefined);
    if (extra.length > 0) return `${path}: ${extra.join(', ')} was not recorded`;
    return first(Object.keys(recorded).map((key) => difference(recorded[key], actual[key], wild, `${path}.${key}`)));
  }
  return Object.is(recorded, actual) ? undefined : said(path, recorded, actual);
}

function differentText(recorded: string, actual: unknown, wild: ReadonlySet<string>, path: string): string | undefined {
  if (wild.has(recorded) || recorded === actual) return undefined;
  const long = [...wild].filter((text) => text.length > 5).sort((a, b) => b.length - a.length);
  const marked = long.reduce((text, wildText) => text.replaceAll(wildText, '\0'), recorded.replace(PLACEHOLDER, '\0'));
  if (marked === '\0') return undefined;
  const pattern = marked.split('\0').map(escaped).join('.*?');
  const matches = marked !== recorded && typeof actual === 'string' && new RegExp(`^${pattern}$`, 's').test(actual);
  return matches ? undefined : said(path, recorded, actual);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const first = (found: readonly (string | undefined)[]): string | undefined => found.find((one) => one !== undefined);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const said = (path: string, recorded: unknown, actual: unknown): string =>
  `${path}: ${JSON.stringify(actual)?.slice(0, 300)} instead of ${JSON.stringify(recorded)?.slice(0, 300)}`;
