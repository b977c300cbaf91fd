import type { NewMessage } from '../message.ts';

/** Text sorts as numbers do when all are of the same length. A conversation with a message every millisecond is full in 31 years. */
const DIGITS = 12;

/** The sort key of the message with this number. */
export function positionOf(sequence: number): string {
  return String(sequence).padStart(DIGITS, '0');
}

/** The sort key after which there is no message; receipts, and those that wait, sort behind it. */
export const LAST_POSITION = '9'.repeat(DIGITS);

/**
 * The sort key of a message's receipt. The user is part of it, so that nobody can keep another from being heard by guessing the id of his
 * next message.
 */
export function receiptKey({ userId, messageId }: Pick<NewMessage, 'userId' | 'messageId'>): string {
  return `receipt#${userId}#${messageId}`;
}

/** What the sort keys of messages that wait for their number begin with. */
export const WAITING_PREFIX = 'waiting#';

/** The sort key of a message that waits for its number: the oldest first. */
export function waitingKey(message: Pick<NewMessage, 'sentAt' | 'userId' | 'messageId'>): string {
  return `${WAITING_PREFIX}${message.sentAt}#${receiptKey(message)}`;
}
