import type { EventContract } from '../../events/contract.ts';

/** What happened, for the bus. */
export interface ChatEvent {
  readonly contract: EventContract;
  readonly data: object;
  readonly correlationId: string;
  readonly idempotencyKey: string;
  readonly actor: string;
}

/** Tells the bus. */
export type Publish = (event: ChatEvent) => Promise<void>;
