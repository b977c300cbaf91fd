import type { FrameErrorCode } from './frames.ts';
import type { ChatPorts } from './ports.ts';

/** A message of this user that the server may not have yet. */
export interface OutgoingMessage {
  /** The same however often it is sent: it is stored once. */
  readonly messageId: string;
  readonly conversationId: string;
  readonly content: string;
  /** When the user sent it, ISO 8601. */
  readonly sentAt: string;
  /** `sent` when the server has taken it and it will have its place. */
  readonly status: 'sending' | 'sent' | 'failed';
  /** Why the server refused it: its code, and its words. */
  readonly reason?: { readonly code: FrameErrorCode; readonly message: string };
}

/** What the user has said and not yet seen in its place. What the server has not taken is kept beyond a reload. */
export class Outbox {
  readonly #storage: ChatPorts['storage'];
  readonly #key: string;
  #messages: readonly OutgoingMessage[];

  /** @param userId each user of this browser has an own one */
  constructor(storage: ChatPorts['storage'], userId: string) {
    this.#storage = storage;
    this.#key = `telar.outbox.${userId}`;
    this.#messages = readMessages(storage.getItem(this.#key));
  }

  /** In the order in which they were said. */
  get messages(): readonly OutgoingMessage[] {
    return this.#messages;
  }

  add(message: Omit<OutgoingMessage, 'status'>): void {
    this.#save([...this.#messages, { ...message, status: 'sending' }]);
  }

  sent(messageId: string): void {
    this.#change(messageId, ({ reason: _, ...message }) => ({ ...message, status: 'sent' }));
  }

  failed(messageId: string, reason: NonNullable<OutgoingMessage['reason']>): void {
    this.#change(messageId, (message) => ({ ...message, status: 'failed', reason }));
  }

  again(messageId: string): void {
    this.#change(messageId, ({ reason: _, ...message }) => ({ ...message, status: 'sending' }));
  }

  /** @returns whether it was in here */
  remove(messageId: string): boolean {
    const kept = this.#messages.filter((message) => message.messageId !== messageId);
    if (kept.length === this.#messages.length) return false;
    this.#save(kept);
    return true;
  }

  #change(messageId: string, change: (message: OutgoingMessage) => OutgoingMessage): void {
    this.#save(this.#messages.map((message) => (message.messageId === messageId ? change(message) : message)));
  }

  #save(messages: readonly OutgoingMessage[]): void {
    this.#messages = messages;
    const waiting = messages.filter(({ status }) => status !== 'sent');
    if (waiting.length === 0) this.#storage.removeItem(this.#key);
    else this.#storage.setItem(this.#key, JSON.stringify(waiting));
  }
}

function readMessages(text: string | null): OutgoingMessage[] {
  try {
    const messages: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(messages) ? messages.filter(isMessage) : [];
  } catch {
    return [];
  }
}

function isMessage(value: unknown): value is OutgoingMessage {
  const fields = ['messageId', 'conversationId', 'content', 'sentAt', 'status'];
  return (
    typeof value === 'object' &&
    value !== null &&
    fields.every((field) => typeof Reflect.get(value, field) === 'string')
  );
}
