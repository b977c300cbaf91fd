import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionConflictException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { ABOUT } from './dynamo-conversations.ts';

/** What the row of a conversation says of its numbers, and of who gives them out. */
export const counter = z.object({ lastSequence: z.number().default(0), turnEndsAt: z.number().default(0) });

export interface TurnSettings {
  /** Name of the table of conversations. */
  readonly conversations: string;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface OwnTurn {
  /** Milliseconds since 1970. */
  readonly endsAt: number;
  /** The last number given out when it began. */
  readonly lastSequence: number;
}

/** Whoever's turn it is may die: after so long, it is somebody else's. */
const TURN_MILLISECONDS = 2_000;

/** Whose turn it is to number the messages of a conversation: one function's at a time, written in the conversation's row. */
export class ConversationTurns {
  readonly #dynamo: DynamoDBClient;
  readonly #settings: TurnSettings;

  constructor(dynamo: DynamoDBClient, settings: TurnSettings) {
    this.#dynamo = dynamo;
    this.#settings = settings;
  }

  /** @returns nothing when it is somebody else's turn */
  async begin(conversationId: string): Promise<OwnTurn | undefined> {
    const now = this.#settings.now();
    const endsAt = now + TURN_MILLISECONDS;
    const row = await this.#update(conversationId, {
      ConditionExpression: 'attribute_not_exists(turnEndsAt) OR turnEndsAt < :now',
      UpdateExpression: 'SET turnEndsAt = :endsAt',
      ExpressionAttributeValues: marshall({ ':now': now, ':endsAt': endsAt }),
    });
    return row && { endsAt, lastSequence: counter.parse(unmarshall(row)).lastSequence };
  }

  /** Leaves it to others; does nothing when it is theirs already. */
  async end(conversationId: string, { endsAt }: OwnTurn): Promise<void> {
    await this.#update(conversationId, {
      ConditionExpression: 'turnEndsAt = :endsAt',
      UpdateExpression: 'REMOVE turnEndsAt',
      ExpressionAttributeValues: marshall({ ':endsAt': endsAt }),
    });
  }

  /** @returns the row after it, or undefined when the condition did not hold */
  async #update(conversationId: string, update: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) {
    const Key = marshall({ conversationId, item: ABOUT });
    const TableName = this.#settings.conversations;
    try {
      const updated = await this.#dynamo.send(
        new UpdateItemCommand({ TableName, Key, ReturnValues: 'ALL_NEW', ...update }),
      );
      return updated.Attributes;
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }
}

/** A condition did not hold, or a transaction is at the row. */
function isRefused(error: unknown): boolean {
  return error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;
}
