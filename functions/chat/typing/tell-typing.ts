import { type Broadcast, type BroadcastPorts, broadcast } from '../broadcast/broadcast.ts';
import type { TypingFrame } from '../frames.ts';
import { checkMembership } from '../membership.ts';
import type { Conversations } from '../tables/conversations.ts';
import type { Allowance, RateLimit } from '../tables/rate-limit.ts';

export interface TypingPorts extends BroadcastPorts {
  readonly conversations: Conversations;
  readonly rateLimit: RateLimit;
}

/** Once in two seconds is what a page sends while somebody types. */
const ALLOWANCE: Allowance = { limit: 30, windowMilliseconds: 60_000 };

/** In a crowd nobody looks who is typing, and telling all of all would cost more than what they say. */
export const MAX_TYPING_LISTENERS = 100;

/**
 * Tells the conversation that somebody is typing. It is worth nothing a moment later: it is not kept, and what is too much of it is
 * left out without a word.
 *
 * @returns undefined when it was left out
 * @throws FrameError NotAMember
 */
export async function tellTyping(
  userId: string,
  conversationId: string,
  correlationId: string,
  ports: TypingPorts,
): Promise<Broadcast | undefined> {
  await checkMembership(userId, conversationId, ports.conversations);
  if ((await ports.rateLimit.count(`typing#${userId}`, ALLOWANCE, ports.now())) !== undefined) return undefined;
  const frame: TypingFrame = { event: 'typing', conversationId, userId };
  const audience = { conversationId };
  return broadcast({ audience, frame: JSON.stringify(frame), correlationId, atMost: MAX_TYPING_LISTENERS }, ports);
}
