import type { Condition } from './condition.ts';
import { JsonReader } from './json-reader.ts';
import { parseCondition } from './parse-condition.ts';

/**
 * One way to satisfy a pattern: each field (path with dots) must satisfy one of its conditions. A pattern without
 * `$or` has one branch.
 */
export type Branch = ReadonlyMap<string, readonly Condition[]>;

type Branches = Map<string, readonly Condition[]>[];

/** Names that a field inside of `$or` must not have, since AWS may give them a meaning. */
const RESERVED_IN_OR: ReadonlySet<string> = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric', 'cidr'],
  ...['=', '<', '<=', '>', '>='],
  ...['regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

/**
 * Reads an event pattern into its branches.
 *
 * A field that stands twice in one branch keeps its last conditions, also where `$or` repeats a field from outside.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 *
 * @throws PatternError with AWS's message
 */
export function parsePattern(text: string): readonly Branch[] {
  const reader = new JsonReader(text);
  if (reader.next() !== '{') throw reader.error('Filter is not an object');
  return parseFields(reader, [], [], false);
}

function parseFields(reader: JsonReader, before: Branches, path: readonly string[], insideOr: boolean): Branches {
  let branches = before;
  let empty = true;
  while (reader.next() !== '}') {
    empty = false;
    const { name } = reader;
    if (name === '$or') {
      branches = parseOr(reader, branches, path);
      continue;
    }
    if (insideOr && RESERVED_IN_OR.has(name)) {
      throw reader.error(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    }
    const token = reader.next();
    if (token === '{') branches = parseFields(reader, branches, [...path, name], insideOr);
    else if (token === '[') branches = addField(branches, [...path, name].join('.'), parseConditions(reader));
    else throw reader.error(`"${name}" must be an object or an array`);
  }
  if (empty) throw reader.error('Empty objects are not allowed');
  return branches;
}

function parseConditions(reader: JsonReader): Condition[] {
  const conditions: Condition[] = [];
  for (let token = reader.next(); token !== ']'; token = reader.next()) conditions.push(parseCondition(reader, token));
  if (conditions.length === 0) throw reader.error('Empty arrays are not allowed');
  return conditions;
}

function addField(branches: Branches, path: string, conditions: readonly Condition[]): Branches {
  const existing = branches.length > 0 ? branches : [new Map<string, readonly Condition[]>()];
  for (const branch of existing) branch.set(path, conditions);
  return existing;
}

/** `$or`: every member continues each branch so far. */
function parseOr(reader: JsonReader, before: Branches, path: readonly string[]): Branches {
  if (reader.next() !== '[') throw reader.error('It must be an Array followed with $or.');
  const branches: Branches = [];
  let members = 0;
  for (let token = reader.next(); token !== ']'; token = reader.next()) {
    if (token !== '{') throw reader.error('Only JSON object is allowed in array of $or relationship.');
    members += 1;
    const copies = before.map((branch) => new Map(branch));
    branches.push(...parseFields(reader, copies, path, true));
  }
  if (members < 2) throw reader.error('There must have at least 2 Objects in $or relationship.');
  return branches;
}
