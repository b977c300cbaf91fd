import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Metadata } from '../../events/envelope.ts';
import type { ObjectReference, ObjectStore } from '../shared/object-store.ts';
import { PREFIXES } from './prefixes.ts';

export interface SubmitPorts {
  readonly objects: ObjectStore;
  /** Where batches go that are too large for an event. */
  readonly bucket: string;
  /** Sends Logs Submitted; the detail is JSON. @returns the id of the event */
  send(detail: string): Promise<string>;
}

export interface Submitted {
  readonly eventId: string;
  /** Where the batch was put first, when it was too large. */
  readonly location?: ObjectReference;
}

/** The input of an execution has room for 256 KB, and the envelope takes some of it. */
const MAX_EVENT_BYTES = 200 * 1024;

const compress = promisify(gzip);

/**
 * Submits logs as a producer does: in the event when they have room there, else in an object that the event names. The same logs have
 * the same idempotency key, so that submitting them again, when in doubt, changes nothing.
 *
 * @param body JSON (a list of logs, an object with `logs`, or one log) or one JSON object a line
 * @param metadata of the event; by default, only a key made of the logs. The key is part of the object's
 * @throws NotLogsError before anything is sent, naming the line
 */
export async function submitLogs(
  body: string,
  ports: SubmitPorts,
  metadata: Pick<Metadata, 'idempotencyKey'> = { idempotencyKey: createHash('sha256').update(body).digest('hex') },
): Promise<Submitted> {
  const { idempotencyKey } = metadata;
  const detailOf = (data: unknown) => JSON.stringify({ metadata, data });

  const detail = detailOf(parse(body));
  if (Buffer.byteLength(detail) <= MAX_EVENT_BYTES) return { eventId: await ports.send(detail) };
  const location = { bucket: ports.bucket, key: `${PREFIXES.submitted}${idempotencyKey}.json.gz` };
  await ports.objects.write({ ...location, body: await compress(body), contentType: 'application/gzip', metadata: {} });
  return { eventId: await ports.send(detailOf({ location })), location };
}

function parse(body: string): unknown {
  try {
    const whole: unknown = JSON.parse(body);
    return Array.isArray(whole) ? { logs: whole } : whole;
  } catch {
    return { logs: [...parseLines(body)] };
  }
}

function* parseLines(body: string): Generator<unknown> {
  for (const [index, line] of body.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      yield JSON.parse(line);
    } catch (cause) {
      throw new NotLogsError(index + 1, line, { cause });
    }
  }
}

const SHOWN_CHARACTERS = 60;

/** What should be logs is neither JSON nor JSON lines. */
export class NotLogsError extends Error {
  override readonly name = 'NotLogsError';

  constructor(line: number, text: string, options?: ErrorOptions) {
    const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
    super(
      `line ${line} is no JSON: ${shown.trim()}. Logs are JSON (a list, an object with "logs", or one log) or one JSON object a line`,
      options,
    );
  }
}
