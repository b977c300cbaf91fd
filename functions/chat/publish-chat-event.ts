import { randomUUID } from 'node:crypto';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Metadata } from '../../events/envelope.ts';
import { putEvent } from '../shared/event-bridge.ts';
import type { Publish } from './chat-event.ts';

/** Publishes on one bus. What happened on a socket has no event before it: it causes itself. */
export function publisher(client: EventBridgeClient, bus: string): Publish {
  return async ({ contract: { source, detailType }, data, ...known }) => {
    const metadata: Metadata = {
      id: randomUUID(),
      version: '1',
      causationId: known.correlationId,
      occurredAt: new Date().toISOString(),
      ...known,
    };
    await putEvent(client, { bus, source, detailType, detail: JSON.stringify({ metadata, data }) });
  };
}
