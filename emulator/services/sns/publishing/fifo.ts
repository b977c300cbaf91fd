import { createHash } from 'node:crypto';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { invalidParameter } from '../errors.ts';
import { DEDUPLICATION_MILLISECONDS } from '../limits.ts';
import type { Topic } from '../topics/topic.ts';

interface FifoInput {
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** What orders a message and tells its repetitions. */
export interface FifoIds {
  readonly groupId?: string;
  /** FIFO topics alone. */
  readonly deduplicationId?: string;
}

export interface Accepted {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

const ID = /^[!-~]{1,128}$/;
const SEQUENCE_STEP = 1_000;
const SEQUENCE_DIGITS = 20;

/** @throws AwsError InvalidParameter for ids that are missing, or that the topic does not take */
export function readFifoIds(
  topic: Topic,
  { MessageGroupId, MessageDeduplicationId }: FifoInput,
  text: string,
): FifoIds {
  for (const [name, id] of Object.entries({ MessageGroupId, MessageDeduplicationId })) {
    if (id !== undefined && !ID.test(id))
      throw invalidParameter(
        `${name} Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length`,
      );
  }
  if (!topic.fifo) {
    if (MessageDeduplicationId === undefined) return MessageGroupId ? { groupId: MessageGroupId } : {};
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (!MessageGroupId) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  const byContent = topic.attributes.ContentBasedDeduplication === 'true';
  const deduplicationId = MessageDeduplicationId ?? (byContent ? sha256(text) : undefined);
  if (deduplicationId) return { groupId: MessageGroupId, deduplicationId };
  throw invalidParameter(
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Knows what FIFO topics took in the last five minutes, and numbers what they take. */
export class FifoRegister {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('sns_fifo', [
      `CREATE TABLE sns_fifo_taken (topic TEXT NOT NULL, scope TEXT NOT NULL, deduplication_id TEXT NOT NULL,
         message_id TEXT NOT NULL, sequence_number TEXT NOT NULL, expires_at INTEGER NOT NULL,
         PRIMARY KEY (topic, scope, deduplication_id)) STRICT;
       CREATE TABLE sns_fifo_sequences (topic TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT`,
    ]);
  }

  /** What a repetition is answered with: the answer to the first message. */
  taken(topic: Topic, ids: FifoIds): Accepted | undefined {
    const row = this.#store.get<{ message_id: string; sequence_number: string }>(
      `SELECT message_id, sequence_number FROM sns_fifo_taken
         WHERE topic = ? AND scope = ? AND deduplication_id = ? AND expires_at > ?`,
      topic.arn,
      scopeOf(topic, ids),
      ids.deduplicationId ?? '',
      this.#clock.now(),
    );
    return row && { messageId: row.message_id, sequenceNumber: row.sequence_number };
  }

  /** Numbers a message and remembers it. */
  take(topic: Topic, ids: FifoIds, messageId: string): Accepted {
    const row = this.#store.get<{ last: number }>(
      `INSERT INTO sns_fifo_sequences VALUES (?, 1)
         ON CONFLICT (topic) DO UPDATE SET last = last + 1 RETURNING last`,
      topic.arn,
    );
    const sequenceNumber = `1${String((row?.last ?? 0) * SEQUENCE_STEP).padStart(SEQUENCE_DIGITS - 1, '0')}`;
    this.#store.run(
      'INSERT OR REPLACE INTO sns_fifo_taken VALUES (?, ?, ?, ?, ?, ?)',
      topic.arn,
      scopeOf(topic, ids),
      ids.deduplicationId ?? '',
      messageId,
      sequenceNumber,
      this.#clock.now() + DEDUPLICATION_MILLISECONDS,
    );
    return { messageId, sequenceNumber };
  }

  forget(topicArn: string): void {
    this.#store.run('DELETE FROM sns_fifo_taken WHERE topic = ?', topicArn);
    this.#store.run('DELETE FROM sns_fifo_sequences WHERE topic = ?', topicArn);
  }

  sweep(): void {
    this.#store.run('DELETE FROM sns_fifo_taken WHERE expires_at <= ?', this.#clock.now());
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/fifo-high-throughput.html */
const scopeOf = ({ attributes }: Topic, { groupId }: FifoIds) =>
  attributes.FifoThroughputScope === 'MessageGroup' ? (groupId ?? '') : '';
