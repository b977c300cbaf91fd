import {
  type AttributeValue,
  type CancellationReason,
  type DynamoDBClient,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { BackOff } from '../../shared/back-off.ts';
import { message, type NewMessage } from '../message.ts';
import { ABOUT } from './dynamo-conversations.ts';
import type { Appended, MessageLog, MessagePage, PageRequest } from './message-log.ts';
import { LAST_POSITION, positionOf, receiptKey } from './position.ts';

export interface MessageLogSettings {
  /** The table of the messages, and that of the conversations, which has their counters. */
  readonly messages: string;
  readonly conversations: string;
  /** For how many seconds a message is kept after it was sent. */
  readonly retentionSeconds: number;
  readonly backOff: BackOff;
}

/** Others took the next place, each time. */
export class TooMuchContentionError extends Error {
  override readonly name = 'TooMuchContentionError';

  constructor(conversationId: string) {
    super(`the next place in ${conversationId} was taken under ${MAX_ATTEMPTS} attempts`);
  }
}

/** As many people may speak in one moment as one of them has patience; what is left is for the retry of the state machine. */
const MAX_ATTEMPTS = 12;

const counter = z.object({ lastSequence: z.number() });
const receipt = z.object({
  sequence: z.number(),
  deliveredAt: z.string().optional(),
  repliedAt: z.string().optional(),
});

/**
 * Keeps messages in DynamoDB. One transaction takes the next number from the conversation's counter, writes the message under it, and a
 * receipt under the message's id: all three or nothing. So there is no number without a message, no message twice, and nobody sees
 * number 7 before number 6 is there.
 */
export class DynamoMessageLog implements MessageLog {
  readonly #dynamo: DynamoDBClient;
  readonly #settings: MessageLogSettings;
  /** The last numbers we have seen. A guess that is wrong costs one more attempt, a right one saves a read. */
  readonly #guesses = new Map<string, number>();

  constructor(dynamo: DynamoDBClient, settings: MessageLogSettings) {
    this.#dynamo = dynamo;
    this.#settings = settings;
  }

  async append(message: NewMessage): Promise<Appended> {
    const { conversationId } = message;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const last = this.#guesses.get(conversationId) ?? 0;
      const reasons = await this.#write(message, last);
      if (!reasons) {
        this.#remember(conversationId, last + 1);
        return { sequence: last + 1, repeated: false, delivered: false, replied: false };
      }
      const [counted, written] = reasons;
      if (written?.Item) return known(written.Item);
      // A first wrong guess is nobody's fault; after it, others are at the same counter.
      if (counted?.Item) this.#remember(conversationId, counter.parse(unmarshall(counted.Item)).lastSequence);
      if (attempt > 0 || !counted?.Item) await this.#settings.backOff(attempt);
    }
    throw new TooMuchContentionError(conversationId);
  }

  async read({ conversationId, limit, after, before }: PageRequest): Promise<MessagePage> {
    const first = positionOf(after === undefined ? 1 : after + 1);
    const last = before === undefined ? LAST_POSITION : positionOf(Math.max(0, before - 1));
    if (first > last) return { messages: [], more: false };
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.#settings.messages,
        KeyConditionExpression: 'conversationId = :conversationId AND #position BETWEEN :first AND :last',
        ExpressionAttributeNames: { '#position': 'position' },
        ExpressionAttributeValues: marshall({ ':conversationId': conversationId, ':first': first, ':last': last }),
        ScanIndexForward: after !== undefined,
        // One more than asked for says whether there are more. Consistent, for a frame may have come before an index would know.
        Limit: limit + 1,
        ConsistentRead: true,
      }),
    );
    const messages = Items.slice(0, limit).map((item) => message.parse(unmarshall(item)));
    return { messages: after === undefined ? messages.reverse() : messages, more: Items.length > limit };
  }

  /** @returns undefined when it was written, or why not, for each part of the transaction */
  async #write(message: NewMessage, last: number): Promise<readonly CancellationReason[] | undefined> {
    try {
      await this.#dynamo.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            this.#countUp(message, last),
            this.#putReceipt(message, last + 1),
            this.#put(message, last + 1),
          ],
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof TransactionCanceledException && isContention(error)) return error.CancellationReasons ?? [];
      throw error;
    }
  }

  #countUp({ conversationId }: NewMessage, last: number): TransactWriteItem {
    const values = { ':next': last + 1, ...(last > 0 && { ':last': last }) };
    return {
      Update: {
        TableName: this.#settings.conversations,
        Key: marshall({ conversationId, item: ABOUT }),
        ConditionExpression: last > 0 ? 'lastSequence = :last' : 'attribute_not_exists(lastSequence)',
        UpdateExpression: 'SET lastSequence = :next',
        ExpressionAttributeValues: marshall(values),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }

  #putReceipt(message: NewMessage, sequence: number): TransactWriteItem {
    const { conversationId, sentAt } = message;
    return this.#putOnce({ conversationId, position: receiptKey(message), sequence, expiresAt: this.#expiry(sentAt) });
  }

  #put(message: NewMessage, sequence: number): TransactWriteItem {
    const { messageId, sentAt, type } = message;
    return this.#putOnce({
      ...message,
      position: positionOf(sequence),
      sequence,
      expiresAt: this.#expiry(sentAt),
      // Only what people say is in the index by user: the bot speaks with everybody, and would be a hot key.
      ...(type === 'USER_MESSAGE' && { sentAtId: `${sentAt}#${messageId}` }),
    });
  }

  #putOnce(item: Record<string, unknown>): TransactWriteItem {
    return {
      Put: {
        TableName: this.#settings.messages,
        Item: marshall(item, { removeUndefinedValues: true }),
        ConditionExpression: 'attribute_not_exists(conversationId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }

  #expiry(sentAt: string): number {
    return Math.floor(Date.parse(sentAt) / 1000) + this.#settings.retentionSeconds;
  }

  #remember(conversationId: string, sequence: number): void {
    if (this.#guesses.size >= MAX_GUESSES) this.#guesses.clear();
    this.#guesses.set(conversationId, sequence);
  }
}

/** A few hundred kilobytes. */
const MAX_GUESSES = 5_000;

function known(item: Record<string, AttributeValue>): Appended {
  const { sequence, deliveredAt, repliedAt } = receipt.parse(unmarshall(item));
  return { sequence, repeated: true, delivered: deliveredAt !== undefined, replied: repliedAt !== undefined };
}

/** Something was not as we had thought, or another transaction was at it. */
function isContention({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => Code === undefined || CONTENTION.has(Code));
}

const CONTENTION: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
