/** Everybody belongs to it, and every connection listens to it. */
export const GENERAL = 'general';

/** The bot's name among the users. */
export const BOT_USER_ID = 'bot';

const BOT_PREFIX = 'bot:';

/** The conversation of one user with the bot. */
export function botConversationOf(userId: string): string {
  return `${BOT_PREFIX}${userId}`;
}

/** The user whose conversation with the bot it is, if it is one. */
export function partnerOfBot(conversationId: string): string | undefined {
  return conversationId.startsWith(BOT_PREFIX) ? conversationId.slice(BOT_PREFIX.length) : undefined;
}

/** What a person calls a conversation; `bot` is his own with the bot. */
export function resolveConversation(named: string, userId: string): string {
  return named === BOT_USER_ID ? botConversationOf(userId) : named;
}

/** As a word of its own, so that `robot@bothome.example` is a mail address. */
const MENTION = /(?<![\p{L}\p{N}_.@])@bot(?![\p{L}\p{N}_])/iu;

/** Whether the bot is to answer. */
export function addressesBot({ conversationId, content }: { conversationId: string; content: string }): boolean {
  return partnerOfBot(conversationId) !== undefined || MENTION.test(content);
}

/** What is said to the bot, without its name. */
export function withoutMention(content: string): string {
  return content
    .replaceAll(new RegExp(MENTION, 'giu'), ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,:;]+/, '')
    .trim();
}
