import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

export interface OutgoingEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  /** JSON. */
  readonly detail: string;
}

/** EventBridge answers 200 and says of each event whether it took it. */
export class EventNotTakenError extends Error {
  override readonly name = 'EventNotTakenError';
}

/**
 * @returns the id of the event
 * @throws EventNotTakenError
 */
export async function putEvent(client: EventBridgeClient, event: OutgoingEvent): Promise<string> {
  const { bus, source, detailType, detail } = event;
  const { Entries: [entry] = [] } = await client.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: bus, Source: source, DetailType: detailType, Detail: detail }],
    }),
  );
  if (entry?.EventId) return entry.EventId;
  throw new EventNotTakenError(`${detailType}: ${entry?.ErrorCode ?? 'no answer'}: ${entry?.ErrorMessage ?? ''}`);
}
