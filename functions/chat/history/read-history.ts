import { checkMembership } from '../membership.ts';
import type { Conversations } from '../tables/conversations.ts';
import type { MessageLog, MessagePage, PageRequest } from '../tables/message-log.ts';

export interface HistoryPorts {
  readonly conversations: Conversations;
  readonly messages: MessageLog;
}

/**
 * API Gateway sends no more than 128 KB in one message (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html); the
 * rest of it is for what stands around the messages.
 */
const MAX_PAGE_BYTES = 120 * 1024;

/** @throws FrameError NotAMember */
export async function readHistory(
  userId: string,
  request: PageRequest,
  { conversations, messages }: HistoryPorts,
): Promise<MessagePage> {
  await checkMembership(userId, request.conversationId, conversations);
  return fit(await messages.read(request), request.after !== undefined);
}

/** Leaves out what does not fit: the last of those that come after a place, the first of those before. */
function fit(page: MessagePage, forward: boolean): MessagePage {
  const nearestFirst = forward ? page.messages : page.messages.toReversed();
  let bytes = 0;
  const fitting = nearestFirst.filter((message) => {
    bytes += Buffer.byteLength(JSON.stringify(message)) + 1;
    return bytes <= MAX_PAGE_BYTES;
  });
  if (fitting.length === page.messages.length) return page;
  return { messages: forward ? fitting : fitting.toReversed(), more: true };
}
