import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { DataTable } from '../data-table.ts';

export interface ChatTableProps {
  readonly stage: StageConfig;
}

/**
 * One row for each conversation that a connection listens to: `telar-<stage>-connections`, key `connectionId` and `conversationId`.
 * The row of `general`, which every connection has, stands for the connection itself, and alone has a `userId`; the others say as
 * `memberId` whose they are.
 *
 * | access pattern | request |
 * |---|---|
 * | who listens to a conversation | Query index `by-conversation`, a page at a time |
 * | who of a conversation is connected | Query index `by-conversation`, the first page |
 * | the connections of a user | Query index `by-user` |
 * | forget a connection | Query `connectionId`, DeleteItem each |
 *
 * Writes per second and key: a connection writes 1 + its conversations, once when it comes and once when it goes. In `by-conversation`
 * everybody meets at `general`: API Gateway lets 500 connections a second in, and one key takes 1,000 writes a second. When all go at
 * once, their rows go a little later: the table makes the deletions wait, nobody else. Rows are 200 bytes, 5,000 a page, and are
 * forgotten after 2.5 hours, half an hour after API Gateway has ended the connection.
 */
export class ConnectionTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: ChatTableProps) {
    super(scope, id, {
      stage,
      name: 'connections',
      partitionKey: 'connectionId',
      sortKey: 'conversationId',
      timeToLiveAttribute: 'expiresAt',
    });
    this.addIndex('by-conversation', { partitionKey: 'conversationId', sortKey: 'connectionId' });
    this.addIndex('by-user', { partitionKey: 'userId', sortKey: 'connectionId' });
  }
}

/**
 * One row for each message and one for its receipt: `telar-<stage>-messages`, key `conversationId` and `position`: the sequence number in
 * twelve digits, or `receipt#<userId>#<messageId>`, which knows the number and what was done about it. In a crowd a message may wait
 * for its number for a moment, as `waiting#<sentAt>#…`.
 *
 * | access pattern | request |
 * |---|---|
 * | write a message once, with the next number | TransactWriteItems: counter of the conversation, receipt, message |
 * | what came after a number, or before it | Query, consistent |
 * | what one user said, newest first | Query index `by-user`, descending |
 * | note that it was delivered, or answered | UpdateItem of the receipt |
 *
 * Writes per second and key: a message is two rows in its conversation (four writes in a transaction) and one or two notes. Its
 * counter allows one transaction at a time, some hundred a second, each of which numbers all who wait; conversations do not wait
 * for each other. One who says 100 a minute is no hot key of `by-user`; the bot, who speaks with everybody, is
 * not in it. A message of 1,000 characters is 1 to 4 KB, one of the usual length below 1 KB.
 */
export class MessageTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: ChatTableProps) {
    super(scope, id, {
      stage,
      name: 'messages',
      partitionKey: 'conversationId',
      sortKey: 'position',
      timeToLiveAttribute: 'expiresAt',
    });
    this.addIndex('by-user', { partitionKey: 'userId', sortKey: 'sentAtId' });
  }
}

/**
 * One row `about` each conversation, with the number of its last message, and one for each of its members: `telar-<stage>-conversations`,
 * key `conversationId` and `item` (`about`, `member#<userId>`). Everybody is a member of `general`, and of `bot:<userId>` the user
 * and the bot: they have no rows but the first.
 *
 * | access pattern | request |
 * |---|---|
 * | is a user a member | GetItem `member#<userId>` |
 * | the conversations of a user | Query index `by-member`, BatchGetItem `about` |
 * | the next number | UpdateItem `about`, in the transaction that writes the message |
 *
 * Writes per second and key: as many as there are messages in the conversation, see the table of messages.
 */
export class ConversationTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: ChatTableProps) {
    super(scope, id, { stage, name: 'conversations', partitionKey: 'conversationId', sortKey: 'item' });
    this.addIndex('by-member', { partitionKey: 'memberId', sortKey: 'conversationId' });
  }
}

/**
 * What is counted for a while: `telar-<stage>-rate-limits`, key `limit`: `sendmessage#<userId>`, `typing#<userId>`, and
 * `connections#<userId>`, the set of the connections that a user has.
 *
 * | access pattern | request |
 * |---|---|
 * | count one more, if there is room | UpdateItem with a condition |
 * | the connections of a user, as they are now | GetItem, consistent |
 *
 * Writes per second and key: one for each frame of one user, refused ones too. Rows are forgotten after their window.
 */
export class RateLimitTable extends DataTable {
  constructor(scope: Construct, id: string, { stage }: ChatTableProps) {
    super(scope, id, { stage, name: 'rate-limits', partitionKey: 'limit', timeToLiveAttribute: 'expiresAt' });
  }
}

/** The tables of the chat. */
export class ChatTables extends Construct {
  readonly connections: ConnectionTable;
  readonly messages: MessageTable;
  readonly conversations: ConversationTable;
  readonly rateLimits: RateLimitTable;

  constructor(scope: Construct, id: string, props: ChatTableProps) {
    super(scope, id);
    this.connections = new ConnectionTable(this, 'Connections', props);
    this.messages = new MessageTable(this, 'Messages', props);
    this.conversations = new ConversationTable(this, 'Conversations', props);
    this.rateLimits = new RateLimitTable(this, 'RateLimits', props);
  }
}
