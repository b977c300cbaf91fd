import type { Outbox, OutgoingMessage } from './outbox.ts';
import type { ChatPorts } from './ports.ts';

/** A message that is not acknowledged by then is sent again, under the same name. */
const ACK_MILLISECONDS = 10_000;
/** So long the next message of a conversation waits for one that was taken to get its place. */
const PLACE_MILLISECONDS = 5_000;

export interface DeliveryOptions {
  readonly outbox: Outbox;
  readonly ports: ChatPorts;
  /** @returns whether messages can be sent at the moment */
  canSend(): boolean;
  send(message: OutgoingMessage): void;
}

/**
 * Brings what waits in the outbox to the server: each message again and again until it is taken, and those of one conversation one after
 * the other, because two that are under way at once may get their places in either order.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  /** By message that is under way, what calls off the end of waiting for it. */
  readonly #underWay = new Map<string, () => void>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Sends what can be sent now. */
  go(): void {
    const { outbox, canSend, send } = this.#options;
    if (!canSend()) return;
    const busy = new Set<string>();
    for (const message of outbox.messages) {
      const { messageId, conversationId, status } = message;
      if (busy.has(conversationId) || status === 'failed') continue;
      const isUnderWay = this.#underWay.has(messageId);
      // One that was taken and is still without a place has had its time.
      if (!isUnderWay && status === 'sent') continue;
      busy.add(conversationId);
      if (isUnderWay) continue;
      send(message);
      this.#wait(messageId, ACK_MILLISECONDS);
    }
  }

  /** The server has taken it, and will give it a place. */
  taken(messageId: string): void {
    if (!this.#underWay.has(messageId)) return;
    this.#wait(messageId, PLACE_MILLISECONDS);
  }

  /** It has its place, or was refused: the next can go. */
  settled(messageId: string): void {
    this.#underWay.get(messageId)?.();
    if (this.#underWay.delete(messageId)) this.go();
  }

  /** What is under way may be lost: it is sent again with the next `go`. */
  interrupt(): void {
    for (const callOff of this.#underWay.values()) callOff();
    this.#underWay.clear();
  }

  #wait(messageId: string, milliseconds: number): void {
    this.#underWay.get(messageId)?.();
    const end = () => {
      this.#underWay.delete(messageId);
      this.go();
    };
    this.#underWay.set(messageId, this.#options.ports.after(milliseconds, end));
  }
}
