import type { IncomingHttpHeaders } from 'node:http';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';
import { type Traits, traitsOf } from './model.ts';
import type { RestMatch, RestRequest } from './rest-route.ts';
import { readTimestamp, timestampFormat, writeTimestamp } from './timestamps.ts';

/** The body of a REST request, as far as the operation's shape asks for it. */
export interface RestBody {
  /** The whole body. */
  bytes(): Promise<Uint8Array>;
  /** The body as it arrives, for streaming members. */
  stream(): unknown;
}

interface Member {
  readonly name: string;
  readonly member: NormalizedSchema;
  readonly traits: Traits;
}

/** The SDK makes schemas and their traits anew each time that it is asked. */
const members = new WeakMap<NormalizedSchema, readonly Member[]>();

function membersOf(schema: NormalizedSchema): readonly Member[] {
  const known =
    members.get(schema) ??
    [...schema.structIterator()].map(([name, member]) => ({ name, member, traits: traitsOf(member) }));
  members.set(schema, known);
  return known;
}

/** How the members that make up a REST body are read. */
export type ReadBody = (schema: NormalizedSchema, bytes: Uint8Array) => unknown;

/** The members of a REST request: labels, query, headers, payload (https://smithy.io/2.0/spec/http-bindings.html). */
export async function readRest(
  { operation, labels }: RestMatch,
  request: RestRequest,
  body: RestBody,
  readBody: ReadBody,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  let inBody = false;
  for (const { name, member, traits } of membersOf(operation.input)) {
    const bound = readBound(name, member, traits, labels, request);
    if (bound !== undefined) input[name] = bound.value;
    else if (traits.httpPayload) input[name] = await readPayload(member, body, readBody);
    else inBody = true;
  }
  readQueryParams(operation.input, request.query, input);
  if (inBody) Object.assign(input, readBody(operation.input, await body.bytes()) ?? {});
  return input;
}

/** The value of a member that is bound outside the body; undefined when it is not so bound. */
function readBound(
  name: string,
  member: NormalizedSchema,
  traits: Traits,
  labels: Readonly<Record<string, string>>,
  { query, headers }: RestRequest,
): { value: unknown } | undefined {
  if (traits.httpLabel) return { value: fromText(member, labels[name], name) };
  if (traits.httpQuery) {
    const value = member.isListSchema() ? query.getAll(traits.httpQuery) : query.get(traits.httpQuery);
    return { value: fromText(member, value, name) };
  }
  if (traits.httpHeader) return { value: fromText(member, header(headers, traits.httpHeader), name) };
  if (traits.httpPrefixHeaders !== undefined)
    return { value: prefixed(headers, traits.httpPrefixHeaders.toLowerCase()) };
  return traits.httpQueryParams ? { value: undefined } : undefined;
}

async function readPayload(member: NormalizedSchema, body: RestBody, readBody: ReadBody): Promise<unknown> {
  if (member.isStreaming()) return body.stream();
  const bytes = await body.bytes();
  if (bytes.length === 0) return undefined;
  if (member.isBlobSchema()) return bytes;
  if (member.isStringSchema()) return Buffer.from(bytes).toString('utf8');
  return readBody(member, bytes);
}

function readQueryParams(schema: NormalizedSchema, query: URLSearchParams, input: Record<string, unknown>): void {
  const members = membersOf(schema);
  for (const { name, member, traits } of members) {
    if (!traits.httpQueryParams) continue;
    const reserved = new Set(members.map(({ traits }) => traits.httpQuery));
    const many = member.getValueSchema().isListSchema();
    const keys = [...new Set(query.keys())].filter((key) => !reserved.has(key));
    input[name] = Object.fromEntries(keys.map((key) => [key, many ? query.getAll(key) : query.get(key)]));
  }
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(',') : value;
}

function prefixed(headers: IncomingHttpHeaders, prefix: string): Record<string, string> {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), fromLatin1(String(value))]));
}

/** Node reads header bytes as Latin-1; clients write UTF-8. */
const fromLatin1 = (text: string) => Buffer.from(text, 'latin1').toString('utf8');

function fromText(
  schema: NormalizedSchema,
  value: string | readonly string[] | null | undefined,
  name: string,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isListSchema()) {
    const parts = typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
    return parts.length > 0 ? parts.map((part) => fromText(schema.getValueSchema(), part, name)) : undefined;
  }
  const text = String(value);
  if (schema.isBooleanSchema()) return text.toLowerCase() === 'true';
  if (schema.isNumericSchema()) return numeric(text, name);
  if (schema.isTimestampSchema()) return readTimestamp(text) ?? invalid(text, name, 'a timestamp');
  if (traitsOf(schema).mediaType === 'application/json') return Buffer.from(text, 'base64').toString('utf8');
  return text;
}

function numeric(text: string, name: string): number {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? invalid(text, name, 'a number') : value;
}

function invalid(text: string, name: string, expected: string): never {
  throw new AwsError('InvalidArgument', `The value '${text}' of ${name} is not ${expected}`);
}

/** What a REST answer carries outside its body, and which member, if any, is the body. */
export interface RestAnswer {
  status: number;
  readonly headers: Record<string, string | string[]>;
  readonly payload?: { readonly name: string; readonly schema: NormalizedSchema; readonly value: unknown };
}

/** Spreads an output over status and headers; the rest is the body's. */
export function writeRest(schema: NormalizedSchema, output: Record<string, unknown>, status: number): RestAnswer {
  const answer: { -readonly [K in keyof RestAnswer]: RestAnswer[K] } = { status, headers: {} };
  for (const { name, member, traits } of membersOf(schema)) {
    const value = output[name];
    if (traits.httpPayload) answer.payload = { name, schema: member, value };
    else if (value === undefined || value === null) continue;
    else if (traits.httpHeader) answer.headers[traits.httpHeader.toLowerCase()] = toText(member, value);
    else if (traits.httpPrefixHeaders !== undefined) {
      for (const [key, entry] of Object.entries(value as Record<string, string>)) {
        answer.headers[traits.httpPrefixHeaders + key] = toLatin1(entry);
      }
    } else if (traits.httpResponseCode) answer.status = Number(value);
  }
  return answer;
}

const toLatin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

function toText(schema: NormalizedSchema, value: unknown): string {
  if (value instanceof Date) return String(writeTimestamp(value, timestampFormat(schema, 'http-date')));
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (traitsOf(schema).mediaType === 'application/json') return Buffer.from(String(value)).toString('base64');
  return toLatin1(String(value));
}
