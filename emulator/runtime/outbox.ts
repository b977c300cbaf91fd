/** A mail or a short message that would have left the machine. */
export interface OutgoingMessage {
  readonly kind: 'email' | 'sms';
  readonly from: string;
  /** Address or phone number. */
  readonly to: string;
  /** Mails alone. */
  readonly subject?: string;
  readonly text: string;
}

/** Where services leave what would go to people; it is kept to be read instead of sent. */
export interface Outbox {
  add(message: OutgoingMessage): void;
}

/** For those who run a service by itself. */
export const noOutbox: Outbox = { add: () => undefined };
