import * as z from 'zod';
import { RequestRejectedError } from './request-rejection.ts';

/** What a message of the queue asks for, and what is known of where it comes from. */
export interface OpenedMessage {
  /** The same for a repetition of the same request. */
  readonly idempotencyKey: string;
  /** The event that asked, or the message itself. */
  readonly eventId: string;
  readonly correlationId: string;
  readonly actor: string;
  /** Anything at all. */
  readonly data: unknown;
}

export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
}

/** Whatever is not what it should be is left out. */
const name = z.string().min(1).optional().catch(undefined);
const metadata = z.object({ id: name, correlationId: name, idempotencyKey: name, actor: name }).partial().catch({});
const envelope = z.object({ metadata: metadata.optional(), data: z.unknown().optional() });
const event = z.object({ id: name, detail: envelope });

/**
 * Opens a message, whoever sent it: EventBridge (an event), a program that knows our envelope (`{metadata, data}`), or one that just
 * says what it wants.
 *
 * @throws RequestRejectedError MalformedMessage
 */
export function openMessage({ messageId, body }: QueueMessage): OpenedMessage {
  const content = parseBody(body);
  const asEvent = event.safeParse(content);
  const asEnvelope = envelope.safeParse(asEvent.success ? asEvent.data.detail : content);
  const enveloped = asEnvelope.success && asEnvelope.data.data !== undefined;
  const { metadata: known = {}, data } = enveloped ? asEnvelope.data : { data: content };
  const eventId = (asEvent.success ? asEvent.data.id : undefined) ?? messageId;
  return {
    idempotencyKey: known.idempotencyKey ?? known.id ?? eventId,
    eventId,
    correlationId: known.correlationId ?? eventId,
    actor: known.actor ?? 'unknown',
    data,
  };
}

/** What is known of a message that cannot be opened. */
export function unopened({ messageId, body }: QueueMessage): OpenedMessage {
  return { idempotencyKey: messageId, eventId: messageId, correlationId: messageId, actor: 'unknown', data: body };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new RequestRejectedError('MalformedMessage', `the message is not JSON: ${detail}`, { cause });
  }
}
