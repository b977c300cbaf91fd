// What goes over the socket is written once, beside the functions that send it; of them, only types come into the page.
export type { ErrorFrame, Frame, FrameErrorCode, OutcomeFrame } from '../../../functions/chat/frames.ts';
export type { Message } from '../../../functions/chat/message.ts';

import type { Frame } from '../../../functions/chat/frames.ts';

/** What the page asks for over the socket. */
export type Request =
  | {
      readonly action: 'sendmessage';
      readonly conversationId: string;
      readonly messageId: string;
      readonly message: string;
    }
  | {
      readonly action: 'history';
      readonly conversationId: string;
      readonly after?: number;
      readonly before?: number;
      readonly limit?: number;
    }
  | { readonly action: 'present'; readonly conversationId: string }
  | { readonly action: 'typing'; readonly conversationId: string }
  | { readonly action: 'ping' };

/** A frame of the server; undefined for what is none, such as API Gateway's own messages. */
export function parseFrame(data: unknown): Frame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    const isFrame = typeof frame === 'object' && frame !== null && typeof Reflect.get(frame, 'event') === 'string';
    return isFrame ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
}
