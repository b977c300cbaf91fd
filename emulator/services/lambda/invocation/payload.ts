import { invalidRequestContent, payloadTooLarge } from '../errors.ts';
import { ASYNCHRONOUS_PAYLOAD_BYTES, SYNCHRONOUS_PAYLOAD_BYTES } from '../limits.ts';

/**
 * The payload as JSON text; no payload is an empty object.
 *
 * @throws AwsError RequestTooLargeException, InvalidRequestContentException
 */
export function readPayload(bytes: Uint8Array | undefined, invocationType: string): string {
  if (!bytes || bytes.length === 0) return '{}';
  const limit = invocationType === 'Event' ? ASYNCHRONOUS_PAYLOAD_BYTES : SYNCHRONOUS_PAYLOAD_BYTES;
  if (bytes.length > limit) throw payloadTooLarge(bytes.length, invocationType, limit);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidRequestContent(`Could not parse request body into json: Could not parse payload into json: ${reason}`);
  }
}

/** The client context, base64 of JSON, as JSON text. */
export function readClientContext(encoded: string | undefined): string | undefined {
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw invalidRequestContent('Client context must be a valid Base64-encoded JSON object.');
  }
}
