import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { submittedLocation } from '../../../events/logs-submitted/v1.ts';
import type { ObjectReference, ObjectStore } from '../../shared/object-store.ts';
import { problemsOf } from '../../shared/problems.ts';
import { RejectedError } from '../../shared/rejection.ts';
import { PREFIXES } from '../prefixes.ts';
import { MalformedLine } from './normalize-entry.ts';

/** Why a batch as a whole cannot be taken; to these comes ObjectNotFound. */
export type BatchRejectionCode =
  | 'InvalidEvent'
  | 'UnknownLocation'
  | 'TooManyBytes'
  | 'TooManyEntries'
  | 'MalformedBody'
  | 'EmptyBatch'
  | 'NoUsableEntry';

export class BatchRejectedError extends RejectedError {
  override readonly name = 'BatchRejectedError';

  constructor(code: BatchRejectionCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

export interface ReadPorts {
  readonly objects: ObjectStore;
  /** The only bucket that batches are fetched from. */
  readonly bucket: string;
  /** Largest body in the bucket, unpacked, in bytes. */
  readonly maxBytes: number;
}

/**
 * Finds the entries of a batch, wherever they are: in the event, as a list or alone, or in the object that the event names.
 *
 * @throws BatchRejectedError, ObjectNotFoundError
 */
export async function readBatch(data: unknown, ports: ReadPorts): Promise<unknown[]> {
  const { location, logs, message } = isObject(data) ? submitted.parse(data) : {};
  // One log may well speak of a location of its own.
  if (location === undefined || logs !== undefined || message !== undefined) return entriesOf(data);
  return parseBody(await fetchBody(parseLocation(location, ports), ports));
}

const submitted = z.object({
  location: z.unknown().optional(),
  logs: z.unknown().optional(),
  message: z.unknown().optional(),
});

/** A list of logs, an object that holds one under `logs`, or one log. */
function entriesOf(data: unknown): unknown[] {
  if (Array.isArray(data)) return data;
  if (!isObject(data)) {
    throw new BatchRejectedError('InvalidEvent', 'data: must hold logs, one log, or the location of logs');
  }
  const { logs } = submitted.parse(data);
  if (logs === undefined) return Object.keys(data).length === 0 ? [] : [data];
  return Array.isArray(logs) ? logs : [logs];
}

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function parseLocation(location: unknown, { bucket }: ReadPorts): ObjectReference {
  const parsed = submittedLocation.safeParse(location);
  if (!parsed.success) {
    throw new BatchRejectedError('InvalidEvent', problemsOf(parsed.error, ['data', 'location']));
  }
  if (parsed.data.bucket === bucket && parsed.data.key.startsWith(PREFIXES.submitted)) return parsed.data;
  throw new BatchRejectedError(
    'UnknownLocation',
    `batches are taken from ${bucket}/${PREFIXES.submitted}, not from ${parsed.data.bucket}/${parsed.data.key}`,
  );
}

async function fetchBody(location: ObjectReference, { objects, maxBytes }: ReadPorts): Promise<string> {
  const { sizeBytes } = await objects.describe(location);
  if (sizeBytes > maxBytes) throw tooManyBytes(maxBytes);
  const body = await buffer(await objects.read(location));
  return (isGzip(body) ? unpack(body, maxBytes) : body).toString().replace(/^\uFEFF/, '');
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1 */
function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/** Never unpacks more than `maxBytes`, whatever the body would grow to. */
function unpack(body: Buffer, maxBytes: number): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (isTooLarge(cause)) throw tooManyBytes(maxBytes);
    throw new BatchRejectedError('MalformedBody', `the body is damaged gzip: ${messageOf(cause)}`, { cause });
  }
}

/** https://nodejs.org/api/errors.html#err_buffer_too_large */
function isTooLarge(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
}

function tooManyBytes(maxBytes: number): BatchRejectedError {
  return new BatchRejectedError('TooManyBytes', `the body is larger than the ${maxBytes} bytes that are taken`);
}

/** One JSON document, of the same shapes as the event's data, or one JSON object a line. */
function parseBody(body: string): unknown[] {
  try {
    return entriesOf(JSON.parse(body));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const lines = body.split('\n').filter((line) => line.trim() !== '');
    const entries = lines.map(parseLine);
    if (entries.some((entry) => !(entry instanceof MalformedLine))) return entries;
    throw new BatchRejectedError('MalformedBody', `the body is neither JSON nor JSON lines: ${cause.message}`, {
      cause,
    });
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return new MalformedLine(line);
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
