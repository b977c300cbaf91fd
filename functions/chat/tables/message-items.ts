import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { NewMessage } from '../message.ts';
import { ABOUT } from './dynamo-conversations.ts';
import { positionOf, receiptKey, waitingKey } from './position.ts';

export interface MessageTables {
  /** The table of the messages, and that of the conversations, which has their counters. */
  readonly messages: string;
  readonly conversations: string;
  /** For how many seconds a message is kept after it was sent. */
  readonly retentionSeconds: number;
}

/** Takes the next `count` numbers of a conversation, if the last one given is still the one we know. */
export function takeNumbers(numbers: Numbers, { conversations }: MessageTables): TransactWriteItem {
  const { conversationId, last, count, now, isOurTurn } = numbers;
  const unchanged = last > 0 ? 'lastSequence = :last' : 'attribute_not_exists(lastSequence)';
  const nobodysTurn = '(attribute_not_exists(turnEndsAt) OR turnEndsAt < :now)';
  return {
    Update: {
      TableName: conversations,
      Key: marshall({ conversationId, item: ABOUT }),
      ConditionExpression: isOurTurn ? unchanged : `${unchanged} AND ${nobodysTurn}`,
      UpdateExpression: 'SET lastSequence = :next',
      ExpressionAttributeValues: marshall({
        ':next': last + count,
        ...(last > 0 && { ':last': last }),
        ...(!isOurTurn && { ':now': now }),
      }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

export interface Numbers {
  readonly conversationId: string;
  /** The last number given, as far as we know. */
  readonly last: number;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Otherwise numbers are only taken while it is nobody's turn. */
  readonly isOurTurn: boolean;
}

/** The receipt of a message, and the message under its number; each only where there is none. */
export function putNumbered(message: NewMessage, sequence: number, tables: MessageTables): TransactWriteItem[] {
  const { conversationId, messageId, sentAt, type } = message;
  const receipt = { conversationId, position: receiptKey(message), sequence };
  const row = {
    ...message,
    position: positionOf(sequence),
    sequence,
    // Only what people say is in the index by user: the bot speaks with everybody, and would be a hot key.
    ...(type === 'USER_MESSAGE' && { sentAtId: `${sentAt}#${messageId}` }),
  };
  return [receipt, row].map((item) => ({
    Put: {
      TableName: tables.messages,
      Item: itemOf(item, sentAt, tables),
      ConditionExpression: 'attribute_not_exists(conversationId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }));
}

/** A message that waits for its number. */
export function waitingItem(message: NewMessage, tables: MessageTables): Record<string, AttributeValue> {
  return itemOf({ ...message, position: waitingKey(message) }, message.sentAt, tables);
}

export function waitingItemKey(message: NewMessage): Record<string, AttributeValue> {
  return marshall({ conversationId: message.conversationId, position: waitingKey(message) });
}

function itemOf(item: Record<string, unknown>, sentAt: string, { retentionSeconds }: MessageTables) {
  const expiresAt = Math.floor(Date.parse(sentAt) / 1000) + retentionSeconds;
  return marshall({ ...item, expiresAt }, { removeUndefinedValues: true });
}
