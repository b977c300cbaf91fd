import {
  type AttributeValue,
  type CancellationReason,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { BackOff } from '../../shared/back-off.ts';
import { message, type NewMessage, waitingMessage } from '../message.ts';
import { type MessageTables, putNumbered, takeNumbers, waitingItem, waitingItemKey } from './message-items.ts';
import type { Appended, MessageLog, MessagePage, PageRequest } from './message-log.ts';
import { LAST_POSITION, positionOf, receiptKey, WAITING_PREFIX } from './position.ts';

export interface MessageLogSettings extends MessageTables {
  readonly backOff: BackOff;
}

/** Others took the next place, each time. */
export class TooMuchContentionError extends Error {
  override readonly name = 'TooMuchContentionError';

  constructor(conversationId: string) {
    super(`the next place in ${conversationId} was taken under ${MAX_ATTEMPTS} attempts`);
  }
}

/** What is left after these is for the retry of the state machine, which waits between attempts. */
const MAX_ATTEMPTS = 12;

/** Three rows each and the counter are less than the 100 that a transaction takes, and what they hold less than 4 MB. */
const NUMBERED_AT_ONCE = 30;

/** A few hundred kilobytes of numbers. */
const MAX_GUESSES = 5_000;

const counter = z.object({ lastSequence: z.number() });
const receipt = z.object({
  sequence: z.number(),
  deliveredAt: z.string().optional(),
  repliedAt: z.string().optional(),
});

/** What became of an attempt to number messages. */
interface Attempt {
  readonly numbered: boolean;
  /** The last number before them, as we knew it. */
  readonly last: number;
  /** Why it was refused, for each part of the transaction. */
  readonly reasons: readonly CancellationReason[];
}

/**
 * Keeps messages in DynamoDB. One transaction takes the next number from the conversation's counter, writes the message under it, and a
 * receipt under the message's id: all three or nothing. So there is no number without a message, no message twice, and nobody sees
 * number 7 before number 6 is there.
 *
 * Where many speak at once, transactions would stand in each other's way. Then a message is put among those that wait, and whoever gets
 * through numbers all who wait: the others find that it was done for them.
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
    // Twice, for the first guess may only be old.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { numbered, last, reasons } = await this.#number([message]);
      if (numbered) return { sequence: last + 1, repeated: false, delivered: false, replied: false };
      const known = reasons[1]?.Item;
      if (known) return appended(known, true);
    }
    await this.#wait(message);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const found = await this.#numberAllWho(message);
      if (found) return found;
      await this.#settings.backOff(attempt);
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

  /** Numbers those who wait, this message among them, if nobody else has done it. @returns what is known of it then */
  async #numberAllWho(message: NewMessage): Promise<Appended | undefined> {
    const known = await this.#receiptOf(message);
    if (known) return known;
    const waiting = await this.#waitingIn(message.conversationId);
    if (waiting.length === 0) return undefined;
    const { numbered, reasons } = await this.#number(waiting, { waiting: true });
    if (numbered) return this.#receiptOf(message);
    // Some have their number from elsewhere, and wait for nothing.
    const done = waiting.filter((_, index) => reasons[1 + 3 * index]?.Item !== undefined);
    await Promise.all(done.map((one) => this.#stopWaiting(one)));
    return undefined;
  }

  async #number(messages: readonly NewMessage[], { waiting = false } = {}): Promise<Attempt> {
    const [{ conversationId } = { conversationId: '' }] = messages;
    const last = this.#guesses.get(conversationId) ?? 0;
    const rows = messages.flatMap((message, index) => [
      ...putNumbered(message, last + 1 + index, this.#settings),
      ...(waiting ? [{ Delete: { TableName: this.#settings.messages, Key: waitingItemKey(message) } }] : []),
    ]);
    const TransactItems = [takeNumbers(conversationId, last, messages.length, this.#settings), ...rows];
    try {
      await this.#dynamo.send(new TransactWriteItemsCommand({ TransactItems }));
      this.#remember(conversationId, last + messages.length);
      return { numbered: true, last, reasons: [] };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException) || !isContention(error)) throw error;
      const { CancellationReasons: reasons = [] } = error;
      const counted = reasons[0]?.Item;
      if (counted) this.#remember(conversationId, counter.parse(unmarshall(counted)).lastSequence);
      return { numbered: false, last, reasons };
    }
  }

  async #wait(message: NewMessage): Promise<void> {
    const Item = waitingItem(message, this.#settings);
    await this.#dynamo.send(new PutItemCommand({ TableName: this.#settings.messages, Item }));
  }

  async #stopWaiting(message: NewMessage): Promise<void> {
    const Key = waitingItemKey(message);
    await this.#dynamo.send(new DeleteItemCommand({ TableName: this.#settings.messages, Key }));
  }

  async #waitingIn(conversationId: string): Promise<readonly NewMessage[]> {
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.#settings.messages,
        KeyConditionExpression: 'conversationId = :conversationId AND begins_with(#position, :waiting)',
        ExpressionAttributeNames: { '#position': 'position' },
        ExpressionAttributeValues: marshall({ ':conversationId': conversationId, ':waiting': WAITING_PREFIX }),
        Limit: NUMBERED_AT_ONCE,
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => waitingMessage.parse(unmarshall(item)));
  }

  async #receiptOf(message: NewMessage): Promise<Appended | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({
        TableName: this.#settings.messages,
        Key: marshall({ conversationId: message.conversationId, position: receiptKey(message) }),
        ConsistentRead: true,
      }),
    );
    return Item && appended(Item, false);
  }

  #remember(conversationId: string, sequence: number): void {
    if (this.#guesses.size >= MAX_GUESSES) this.#guesses.clear();
    this.#guesses.set(conversationId, sequence);
  }
}

function appended(item: Record<string, AttributeValue>, repeated: boolean): Appended {
  const { sequence, deliveredAt, repliedAt } = receipt.parse(unmarshall(item));
  return { sequence, repeated, delivered: deliveredAt !== undefined, replied: repliedAt !== undefined };
}

/** Something was not as we had thought, or another transaction was at it. */
function isContention({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => Code === undefined || CONTENTION.has(Code));
}

const CONTENTION: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
