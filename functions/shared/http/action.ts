import type { Metadata } from '../../../events/envelope.ts';
import type { HttpRequest } from './request.ts';

/** What every event carries that a request over HTTP has caused. */
export function metadataOf(
  { correlationId, requestId, caller }: HttpRequest,
  { id, idempotencyKey, now }: { readonly id: string; readonly idempotencyKey: string; readonly now: Date },
): Metadata {
  return {
    id,
    version: '1',
    correlationId,
    causationId: requestId,
    idempotencyKey,
    actor: caller.userId,
    occurredAt: now.toISOString(),
  };
}
