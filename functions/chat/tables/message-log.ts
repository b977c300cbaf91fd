import type { Message, NewMessage } from '../message.ts';

/** What is known of a message once it has its place. */
export interface Appended {
  readonly sequence: number;
  /** Whether it had its place before. */
  readonly repeated: boolean;
  /** Whether somebody has noted that it was sent to those who listen, or answered by the bot. */
  readonly delivered: boolean;
  readonly replied: boolean;
}

export interface MessagePage {
  /** In the order of the conversation. */
  readonly messages: readonly Message[];
  readonly more: boolean;
}

export interface PageRequest {
  readonly conversationId: string;
  readonly limit: number;
  /** Those after this place, the first of them first; without it, the newest. */
  readonly after?: number | undefined;
  /** Those before this place, the newest of them. */
  readonly before?: number | undefined;
}

/** The messages of all conversations, each with its place. */
export interface MessageLog {
  /**
   * Gives a message the next place in its conversation, once, however often it is asked.
   *
   * @throws TooMuchContentionError when others are faster all the time; another attempt helps
   */
  append(message: NewMessage): Promise<Appended>;
  read(request: PageRequest): Promise<MessagePage>;
}
