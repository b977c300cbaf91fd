import { chatMessageSent } from '../../../events/chat-message-sent/v1.ts';
import type { Publish } from '../chat-event.ts';
import { FrameError } from '../frame-error.ts';
import type { AckFrame } from '../frames.ts';
import { checkMembership } from '../membership.ts';
import type { Conversations } from '../tables/conversations.ts';
import type { Allowance, RateLimit } from '../tables/rate-limit.ts';

export interface SendPorts {
  readonly conversations: Conversations;
  readonly rateLimit: RateLimit;
  readonly allowance: Allowance;
  readonly publish: Publish;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface SendRequest {
  readonly userId: string;
  readonly userName?: string | undefined;
  readonly conversationId: string;
  readonly messageId: string;
  readonly content: string;
  readonly correlationId: string;
  /** When the frame came in, milliseconds since 1970. */
  readonly receivedAt: number;
}

/**
 * Takes a message: from here on it is an event, and not lost any more.
 *
 * @throws FrameError NotAMember, RateLimited
 */
export async function sendMessage(request: SendRequest, ports: SendPorts): Promise<AckFrame> {
  const { userId, userName, conversationId, messageId, content, correlationId, receivedAt } = request;
  await checkMembership(userId, conversationId, ports.conversations);
  await checkRate(userId, ports);
  const sentAt = new Date(receivedAt).toISOString();
  await ports.publish({
    contract: chatMessageSent,
    data: { messageId, conversationId, userId, ...(userName !== undefined && { userName }), content, sentAt },
    correlationId,
    idempotencyKey: `${conversationId}/${userId}/${messageId}`,
    actor: userId,
  });
  return { event: 'ack', messageId, conversationId, acceptedAt: sentAt, correlationId };
}

async function checkRate(userId: string, { rateLimit, allowance, now }: SendPorts): Promise<void> {
  const at = now();
  const retryTime = await rateLimit.count(`sendmessage#${userId}`, allowance, at);
  if (retryTime === undefined) return;
  const retryAt = new Date(retryTime).toISOString();
  throw new FrameError('RateLimited', `at most ${allowance.limit} messages a minute; go on at ${retryAt}`, {
    retryAt,
    retryAfterMilliseconds: Math.max(0, retryTime - at),
  });
}
