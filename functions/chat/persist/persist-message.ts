import { problemsOf } from '../../shared/problems.ts';
import type { Rejected } from '../../shared/rejection.ts';
import { addressesBot } from '../conversation.ts';
import type { MessageFrame } from '../frames.ts';
import { type MessageType, type NewMessage, newMessage } from '../message.ts';
import type { MessageLog } from '../tables/message-log.ts';
import { receiptKey } from '../tables/position.ts';

export interface Persisted {
  readonly outcome: 'persisted';
  readonly sequence: number;
  /** What the conversation is to be sent. */
  readonly frame: MessageFrame;
  /** The sort key under which later steps note what they have done. */
  readonly receipt: string;
  /** What is left to do. Nothing, of a message that is repeated after all was done. */
  readonly toDeliver: boolean;
  readonly toReply: boolean;
}

export interface PersistRequest {
  readonly type: MessageType;
  /** May make no sense: the bus takes what anybody with leave puts on it. */
  readonly message: unknown;
  readonly correlationId: string;
}

/** What may be said by whom: only the bot says what it made of something. */
const SCHEMAS = { USER_MESSAGE: newMessage.omit({ metadata: true }), BOT_RESPONSE: newMessage };

/**
 * Gives a message its place in the conversation, once, however often it is asked.
 *
 * @throws TooMuchContentionError
 */
export async function persistMessage(
  { type, message: value, correlationId }: PersistRequest,
  messages: MessageLog,
): Promise<Persisted | Rejected> {
  const parsed = SCHEMAS[type].safeParse(value);
  if (!parsed.success) {
    return { outcome: 'rejected', reason: { code: 'InvalidMessage', message: problemsOf(parsed.error) } };
  }
  const message: NewMessage = { ...parsed.data, type };
  const { sequence, delivered, replied } = await messages.append(message);
  return {
    outcome: 'persisted',
    sequence,
    frame: { event: 'message', ...message, sequence, correlationId },
    receipt: receiptKey(message),
    toDeliver: !delivered,
    toReply: type === 'USER_MESSAGE' && addressesBot(message) && !replied,
  };
}
