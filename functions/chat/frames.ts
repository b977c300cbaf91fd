import type { Message } from './message.ts';

/** What a client may ask for, in the field `action` of its frames. */
export const ACTIONS = ['sendmessage', 'history', 'present', 'typing', 'ping'] as const;

/** Why a frame of a client was refused. */
export type FrameErrorCode =
  | 'NotJson'
  | 'UnknownAction'
  | 'InvalidRequest'
  | 'NotAMember'
  | 'RateLimited'
  | 'TokenExpired'
  | 'InternalError';

/** What a client is sent: JSON, one object a frame, told apart by `event`. */
export type Frame =
  | MessageFrame
  | AckFrame
  | HistoryFrame
  | PresentFrame
  | TypingFrame
  | PresenceFrame
  | OutcomeFrame
  | ErrorFrame
  | { readonly event: 'done'; readonly action: string };

/** Somebody, or the bot, has said something. The sequence is its place: who has 41 and is sent 43 asks the history for what came after 41. */
export interface MessageFrame extends Message {
  readonly event: 'message';
  readonly correlationId: string;
}

/** A message was taken: it will have its place, whatever becomes of the connection. */
export interface AckFrame {
  readonly event: 'ack';
  readonly messageId: string;
  readonly conversationId: string;
  readonly acceptedAt: string;
  readonly correlationId: string;
}

/** Part of a conversation, in its order. */
export interface HistoryFrame {
  readonly event: 'history';
  readonly conversationId: string;
  readonly messages: readonly Message[];
  /** Whether there is more: after the last of these when `after` was asked for, before the first of them otherwise. */
  readonly more: boolean;
}

/** Who of a conversation is connected, each once, in no particular order. `presence` tells of those who come and go later. */
export interface PresentFrame {
  readonly event: 'present';
  readonly conversationId: string;
  readonly userIds: readonly string[];
  /** Whether it is a crowd: then these are some of them, and nobody is told who comes and goes. */
  readonly more: boolean;
}

export interface TypingFrame {
  readonly event: 'typing';
  readonly conversationId: string;
  readonly userId: string;
}

/** A user has opened his first connection, or lost his last. Made by the workflow chat-presence. */
export interface PresenceFrame {
  readonly event: 'presence';
  readonly userId: string;
  readonly status: 'online' | 'offline';
}

/** An event of another domain that concerns the user, such as Image Processed. */
export interface OutcomeFrame {
  readonly event: 'outcome';
  readonly source: string;
  readonly detailType: string;
  readonly data: unknown;
  readonly occurredAt: string;
  readonly correlationId: string;
}

export interface ErrorFrame {
  readonly event: 'error';
  readonly code: FrameErrorCode;
  /** For people: what is wrong, and what is allowed. */
  readonly message: string;
  /** The message that was refused, where the client has named it. */
  readonly messageId?: string | undefined;
  /** With UnknownAction and NotJson: what there is. */
  readonly actions?: readonly string[];
  /** With RateLimited: when to go on. */
  readonly retryAt?: string;
  readonly retryAfterMilliseconds?: number;
  readonly correlationId: string;
}
