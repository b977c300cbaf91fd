import {
  type AttributeValue,
  type CancellationReason,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { BackOff } from '../../shared/back-off.ts';
import { message, type NewMessage } from '../message.ts';
import { ConversationTurns, counter } from './conversation-turns.ts';
import { type MessageTables, putNumbered, takeNumbers, waitingItemKey } from './message-items.ts';
import type { Appended, MessageLog, MessagePage, PageRequest } from './message-log.ts';
import { LAST_POSITION, positionOf, receiptKey } from './position.ts';
import { WaitingMessages } from './waiting-messages.ts';

export interface MessageLogSettings extends MessageTables {
  /** Milliseconds since 1970. */
  now(): number;
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

/** So long after others stood in the way, they are expected to do so again. */
const CROWDED_MILLISECONDS = 1_000;

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
 * Where many speak at once, transactions would stand in each other's way. Then a message is put among those that wait, and one of those
 * who put them there has his turn and numbers all who wait: the others find that it was done for them. Should he die, or think that it is
 * his turn when it is no more, nothing is wrong but slow: numbers are only ever taken by the transaction.
 */
export class DynamoMessageLog implements MessageLog {
  readonly #dynamo: DynamoDBClient;
  readonly #settings: MessageLogSettings;
  readonly #turns: ConversationTurns;
  readonly #waiting: WaitingMessages;
  /** The last numbers we have seen. A guess that is wrong costs one more attempt, a right one saves a read. */
  readonly #guesses = new Map<string, number>();
  /** Until when a conversation is taken for crowded: attempts of one's own would only be refused, and refuse others. */
  readonly #crowded = new Map<string, number>();

  constructor(dynamo: DynamoDBClient, settings: MessageLogSettings) {
    this.#dynamo = dynamo;
    this.#settings = settings;
    this.#turns = new ConversationTurns(dynamo, settings);
    this.#waiting = new WaitingMessages(dynamo, settings);
  }

  async append(message: NewMessage): Promise<Appended> {
    const { conversationId } = message;
    const isCrowded = (this.#crowded.get(conversationId) ?? 0) > this.#settings.now();
    const done = await (isCrowded ? this.#receiptOf(message) : this.#appendAlone(message));
    if (done) return done;
    if (!isCrowded) keep(this.#crowded, conversationId, this.#settings.now() + CROWDED_MILLISECONDS);
    await this.#waiting.add(message);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const known = await this.#receiptOf(message);
      if (known) return known;
      if (!(await this.#haveTurn(conversationId))) await this.#settings.backOff(attempt);
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

  /** Takes the next number without asking whose turn it is. @returns nothing when others stand in the way */
  async #appendAlone(message: NewMessage): Promise<Appended | undefined> {
    // Twice, for the first guess may only be old.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { numbered, last, reasons } = await this.#number([message], false);
      if (numbered) return { sequence: last + 1, repeated: false, delivered: false, replied: false };
      const known = reasons[1]?.Item;
      if (known) return appended(known, true);
      if (isSomebodysTurn(reasons[0]?.Item, this.#settings.now())) return undefined;
    }
    return undefined;
  }

  /** Numbers all who wait, if it is nobody else's turn. @returns whether it was ours */
  async #haveTurn(conversationId: string): Promise<boolean> {
    const turn = await this.#turns.begin(conversationId);
    if (!turn) return false;
    this.#remember(conversationId, turn.lastSequence);
    while (this.#settings.now() < turn.endsAt) {
      const waiting = await this.#waiting.first(conversationId, NUMBERED_AT_ONCE);
      if (waiting.length === 0) break;
      const { numbered, reasons } = await this.#number(waiting, true);
      if (numbered) continue;
      // Some have their number from elsewhere, and wait for nothing.
      const done = waiting.filter((_, index) => reasons[1 + 3 * index]?.Item !== undefined);
      await Promise.all(done.map((one) => this.#waiting.remove(one)));
    }
    await this.#turns.end(conversationId, turn);
    return true;
  }

  /** @param isOurTurn that these are messages that wait, and nobody else numbers them now */
  async #number(messages: readonly NewMessage[], isOurTurn: boolean): Promise<Attempt> {
    const [{ conversationId } = { conversationId: '' }] = messages;
    const last = this.#guesses.get(conversationId) ?? 0;
    const rows = messages.flatMap((message, index) => [
      ...putNumbered(message, last + 1 + index, this.#settings),
      ...(isOurTurn ? [{ Delete: { TableName: this.#settings.messages, Key: waitingItemKey(message) } }] : []),
    ]);
    const numbers = { conversationId, last, count: messages.length, now: this.#settings.now(), isOurTurn };
    const TransactItems = [takeNumbers(numbers, this.#settings), ...rows];
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
    keep(this.#guesses, conversationId, sequence);
  }
}

function keep(numbers: Map<string, number>, conversationId: string, number: number): void {
  if (numbers.size >= MAX_GUESSES) numbers.clear();
  numbers.set(conversationId, number);
}

function appended(item: Record<string, AttributeValue>, repeated: boolean): Appended {
  const { sequence, deliveredAt, repliedAt } = receipt.parse(unmarshall(item));
  return { sequence, repeated, delivered: deliveredAt !== undefined, replied: repliedAt !== undefined };
}

function isSomebodysTurn(item: Record<string, AttributeValue> | undefined, now: number): boolean {
  return item !== undefined && counter.parse(unmarshall(item)).turnEndsAt >= now;
}

/** Something was not as we had thought, or another transaction was at it. */
function isContention({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => Code === undefined || CONTENTION.has(Code));
}

const CONTENTION: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
