import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';
import { memberTraitsOf, traitsOf } from './model.ts';
import { readTimestamp } from './timestamps.ts';

/** Form parameters as a tree: `A.member.1.B=x` becomes `{A: {member: {1: {B: 'x'}}}}`. */
type Tree = { value?: string; readonly children: Map<string, Tree> };

/** Reads the parameters of an AWS Query request (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html). */
export function readQuery(schema: NormalizedSchema, parameters: URLSearchParams): unknown {
  const root: Tree = { children: new Map() };
  for (const [name, value] of parameters) plant(root, name.split('.'), value);
  return readStruct(schema, root);
}

function plant(tree: Tree, path: readonly string[], value: string): void {
  let node = tree;
  for (const step of path) {
    let child = node.children.get(step);
    if (!child) {
      child = { children: new Map() };
      node.children.set(step, child);
    }
    node = child;
  }
  node.value = value;
}

function readStruct(schema: NormalizedSchema, tree: Tree): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const branch = tree.children.get(memberTraitsOf(member).xmlName ?? name) ?? tree.children.get(name);
    if (branch) result[name] = readValue(member, branch, name);
  }
  return result;
}

function readValue(schema: NormalizedSchema, tree: Tree, name: string): unknown {
  if (schema.isListSchema()) return readList(schema, tree, name);
  if (schema.isMapSchema()) return readMap(schema, tree, name);
  if (schema.isStructSchema()) return readStruct(schema, tree);
  return readScalar(schema, tree.value ?? '', name);
}

/** The numbered entries of a list or map, in the order of their numbers, flattened or not. */
function numbered(tree: Tree, wrapper: string): Tree[] {
  const within = tree.children.get(wrapper) ?? tree;
  return [...within.children]
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, entry]) => entry);
}

function readList(schema: NormalizedSchema, tree: Tree, name: string): unknown[] {
  const item = schema.getValueSchema();
  return numbered(tree, traitsOf(item).xmlName ?? 'member').map((entry) => readValue(item, entry, name));
}

function readMap(schema: NormalizedSchema, tree: Tree, name: string): Record<string, unknown> {
  const keyName = traitsOf(schema.getKeySchema()).xmlName ?? 'key';
  const value = schema.getValueSchema();
  const valueName = traitsOf(value).xmlName ?? 'value';
  return Object.fromEntries(
    numbered(tree, 'entry').map((entry) => [
      entry.children.get(keyName)?.value ?? '',
      readValue(value, entry.children.get(valueName) ?? { value: '', children: new Map() }, name),
    ]),
  );
}

function readScalar(schema: NormalizedSchema, text: string, name: string): unknown {
  if (schema.isBooleanSchema())
    return text === 'true' || malformed(name, text, 'true or false', text === 'false', false);
  if (schema.isNumericSchema())
    return malformed(name, text, 'a number', text !== '' && !Number.isNaN(Number(text)), Number(text));
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  if (schema.isTimestampSchema()) return readTimestamp(text) ?? malformed(name, text, 'a timestamp', false, undefined);
  return text;
}

function malformed<T>(name: string, text: string, expected: string, valid: boolean, value: T): T {
  if (valid) return value;
  throw new AwsError('MalformedInput', `The value '${text}' of ${name} is not ${expected}`);
}
