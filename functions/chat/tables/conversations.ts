/** A conversation that a user opened with others. */
export interface Conversation {
  readonly conversationId: string;
  readonly title: string;
  readonly createdBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Who belongs to which conversation, beside `general` and those with the bot, which need no list. */
export interface Conversations {
  /** Opens a conversation; one that is there under the same id stays as it is. */
  create(conversation: Conversation, members: readonly string[]): Promise<void>;
  isMember(conversationId: string, userId: string): Promise<boolean>;
  /** Up to `limit` conversations that a user belongs to. */
  ofUser(userId: string, limit: number): Promise<readonly Conversation[]>;
}
