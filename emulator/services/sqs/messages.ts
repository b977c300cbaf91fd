import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import { md5 } from './checksums.ts';
import { messageNotInflight, receiptHandleExpired } from './errors.ts';
import { readyMessages } from './fifo-groups.ts';
import { DEDUPLICATION_MILLISECONDS } from './limits.ts';
import type { Queue, Queues } from './queues.ts';
import { type Receipt, readReceiptHandle, writeReceiptHandle } from './receipt-handle.ts';
import { type Attributes, readAttributes, writeAttributes } from './stored-attributes.ts';

export interface NewMessage {
  readonly body: string;
  readonly attributes: Attributes;
  readonly systemAttributes: Attributes;
  /** Seconds; the queue's own delay when undefined. */
  readonly delay?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** Who sent it: an account's id or a role session. */
  readonly sender: string;
}

export interface Sent {
  readonly messageId: string;
  /** FIFO queues alone. */
  readonly sequence?: string;
}

/** A message in the hands of a consumer. */
export interface Received {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Attributes;
  readonly systemAttributes: Attributes;
  readonly sender: string;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  readonly sequence?: string;
  readonly sourceArn: string | null;
}

interface Row {
  readonly id: number;
  readonly message_id: string;
  readonly body: string;
  readonly attributes: string;
  readonly system_attributes: string;
  readonly sender: string;
  readonly sent_at: number;
  readonly visible_at: number;
  readonly receive_count: number;
  readonly first_received_at: number | null;
  readonly group_id: string | null;
  readonly deduplication_id: string | null;
  readonly source_arn: string | null;
}

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly queues: Queues;
}

/** FIFO sequence numbers have twenty digits and grow by queue. */
const sequenceOf = (id: number) => String(id).padStart(20, '0');

/**
 * The messages of all queues. A received message stays where it is, invisible until its time-out; being seen too often
 * moves it to the queue's dead-letter queue.
 */
export class Messages {
  readonly #deps: Deps;
  readonly #arrived = new Map<string, Set<() => void>>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Runs what sends to the queue, together with other calls that arrive now, and tells consumers once it is stored. */
  async sending<T>(queue: Queue, work: () => T): Promise<T> {
    const result = await this.#deps.store.commits.run(work);
    this.#announce(queue.name);
    return result;
  }

  /** Stores a message; for use within `sending`. */
  send(queue: Queue, message: NewMessage): Sent {
    const sent = queue.fifo ? this.#sendOnce(queue, message) : this.insert(queue, message);
    return queue.fifo ? { messageId: sent.messageId, sequence: sent.sequence } : { messageId: sent.messageId };
  }

  /** Up to `count` messages that are visible now, oldest first, made invisible for `visibilitySeconds`. */
  receive(queue: Queue, count: number, visibilitySeconds: number): Received[] {
    const { store, clock } = this.#deps;
    return store.transaction(() => {
      this.#moveDead(queue);
      const until = clock.now() + visibilitySeconds * 1_000;
      return this.#visible(queue, count).map((row) => this.#take(queue, row, until));
    });
  }

  /**
   * Deletes a message by the handle of its last receipt; one that is gone already is fine. An older handle does nothing
   * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html).
   *
   * @throws AwsError InvalidParameterValue when a FIFO queue has made the message visible again
   */
  delete(queue: Queue, receiptHandle: string): void {
    const receipt = readReceiptHandle(receiptHandle);
    if (queue.fifo) this.#checkHeld(queue, receiptHandle, receipt);
    const sql = 'DELETE FROM sqs_messages WHERE queue = ? AND id = ? AND receive_count = ?';
    this.#deps.store.run(sql, queue.name, receipt.row, receipt.count);
    if (queue.fifo) this.#announce(queue.name);
  }

  /** The order of a group would be lost if one consumer deleted what another one may have by now. */
  #checkHeld(queue: Queue, receiptHandle: string, { row, count }: Receipt): void {
    const { store, clock } = this.#deps;
    const sql = 'SELECT visible_at, receive_count FROM sqs_messages WHERE queue = ? AND id = ?';
    const message = store.get<Pick<Row, 'visible_at' | 'receive_count'>>(sql, queue.name, row);
    if (!message || (message.receive_count === count && message.visible_at > clock.now())) return;
    throw receiptHandleExpired(receiptHandle);
  }

  changeVisibility(queue: Queue, receiptHandle: string, visibilitySeconds: number): void {
    const receipt = readReceiptHandle(receiptHandle);
    if (queue.fifo) this.#checkHeld(queue, receiptHandle, receipt);
    const { row: id } = receipt;
    const { store, clock } = this.#deps;
    const now = clock.now();
    const sql = 'UPDATE sqs_messages SET visible_at = ? WHERE queue = ? AND id = ? AND visible_at > ?';
    const changed = store.run(sql, now + visibilitySeconds * 1_000, queue.name, id, now);
    if (changed === 0) throw messageNotInflight();
    if (visibilitySeconds === 0) this.#announce(queue.name);
  }

  purge(queue: Queue): void {
    this.#deps.store.run('DELETE FROM sqs_messages WHERE queue = ?', queue.name);
  }

  /** ApproximateNumberOfMessages, …NotVisible and …Delayed, which are exact here. */
  count(queue: Queue): { visible: number; inFlight: number; delayed: number; oldestSeconds: number } {
    const { store, clock } = this.#deps;
    const counts = store.get<{ visible: number; in_flight: number; delayed: number; oldest: number | null }>(
      `SELECT COUNT(*) FILTER (WHERE visible_at <= ?1) AS visible,
              COUNT(*) FILTER (WHERE visible_at > ?1 AND receive_count > 0) AS in_flight,
              COUNT(*) FILTER (WHERE visible_at > ?1 AND receive_count = 0) AS delayed,
              MIN(sent_at) AS oldest
         FROM sqs_messages WHERE queue = ?2 AND expires_at > ?1`,
      clock.now(),
      queue.name,
    );
    const age = counts?.oldest ? Math.floor((clock.now() - counts.oldest) / 1_000) : 0;
    return {
      visible: counts?.visible ?? 0,
      inFlight: counts?.in_flight ?? 0,
      delayed: counts?.delayed ?? 0,
      oldestSeconds: age,
    };
  }

  /** When the next message that is now invisible will be seen again, epoch milliseconds. */
  nextVisibleAt(queue: Queue): number | undefined {
    const sql = 'SELECT MIN(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?';
    return this.#deps.store.get<{ at: number | null }>(sql, queue.name, this.#deps.clock.now())?.at ?? undefined;
  }

  /** Calls `listener` whenever a message may have become receivable in the queue. */
  onArrival(queueName: string, listener: () => void): () => void {
    const listeners = this.#arrived.get(queueName) ?? new Set();
    this.#arrived.set(queueName, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#arrived.delete(queueName);
    };
  }

  /** Drops messages past their queue's retention period and deduplication ids past theirs. */
  expire(): void {
    const { store, clock } = this.#deps;
    store.run('DELETE FROM sqs_messages WHERE expires_at <= ?', clock.now());
    store.run('DELETE FROM sqs_deduplication WHERE expires_at <= ?', clock.now());
  }

  #announce(queueName: string): void {
    for (const listener of [...(this.#arrived.get(queueName) ?? [])]) listener();
  }

  /** A FIFO queue takes a deduplication id once in five minutes; later sends get the first one's answer. */
  #sendOnce(queue: Queue, message: NewMessage) {
    const { store, clock } = this.#deps;
    const scope = queue.attributes.DeduplicationScope === 'messageGroup' ? (message.groupId ?? '') : '';
    const id = message.deduplicationId ?? '';
    const known = store.get<{ message_id: string; sequence: string }>(
      'SELECT message_id, sequence FROM sqs_deduplication WHERE queue = ? AND scope = ? AND deduplication_id = ? AND expires_at > ?',
      queue.name,
      scope,
      id,
      clock.now(),
    );
    if (known) return { messageId: known.message_id, sequence: known.sequence };
    const sent = this.insert(queue, message);
    store.run(
      'INSERT OR REPLACE INTO sqs_deduplication VALUES (?, ?, ?, ?, ?, ?)',
      queue.name,
      scope,
      id,
      sent.messageId,
      sent.sequence,
      clock.now() + DEDUPLICATION_MILLISECONDS,
    );
    return sent;
  }

  /** Stores a message whether or not the queue had it before; for use within `sending`. */
  insert(queue: Queue, message: NewMessage): { messageId: string; sequence: string } {
    const { store, clock, ids } = this.#deps;
    const now = clock.now();
    const messageId = ids.uuid();
    const id = store.insert(
      `INSERT INTO sqs_messages (queue, message_id, body, attributes, system_attributes, sender, sent_at, visible_at, expires_at,
         group_id, deduplication_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      queue.name,
      messageId,
      message.body,
      writeAttributes(message.attributes),
      writeAttributes(message.systemAttributes),
      message.sender,
      now,
      now + (message.delay ?? queue.settings.delay) * 1_000,
      now + queue.settings.retentionPeriod * 1_000,
      message.groupId ?? null,
      message.deduplicationId ?? null,
    );
    return { messageId, sequence: sequenceOf(id) };
  }

  #visible(queue: Queue, count: number): Row[] {
    const { store, clock } = this.#deps;
    const now = clock.now();
    if (queue.fifo) return readyMessages<Row>(store, queue.name, now, count);
    const sql =
      'SELECT * FROM sqs_messages WHERE queue = ?1 AND visible_at <= ?2 AND expires_at > ?2 ORDER BY visible_at, id LIMIT ?3';
    return store.all<Row>(sql, queue.name, now, count);
  }

  #take(queue: Queue, row: Row, until: number): Received {
    const { store, clock } = this.#deps;
    const firstReceivedAt = row.first_received_at ?? clock.now();
    store.run(
      'UPDATE sqs_messages SET visible_at = ?, receive_count = receive_count + 1, first_received_at = ? WHERE id = ?',
      until,
      firstReceivedAt,
      row.id,
    );
    const receiveCount = row.receive_count + 1;
    return {
      messageId: row.message_id,
      receiptHandle: writeReceiptHandle({ row: row.id, count: receiveCount }, row.message_id),
      body: row.body,
      attributes: readAttributes(row.attributes),
      systemAttributes: readAttributes(row.system_attributes),
      sender: row.sender,
      sentAt: row.sent_at,
      firstReceivedAt,
      receiveCount,
      groupId: row.group_id,
      deduplicationId: row.deduplication_id ?? (queue.fifo ? md5(row.body) : null),
      ...(queue.fifo ? { sequence: sequenceOf(row.id) } : {}),
      sourceArn: row.source_arn,
    };
  }

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
  #moveDead(queue: Queue): void {
    const { redrive } = queue.settings;
    const target = redrive && this.#deps.queues.findByArn(redrive.deadLetterTargetArn);
    if (!redrive || !target) return;
    const { store, clock } = this.#deps;
    const moved = store.run(
      `UPDATE sqs_messages SET queue = ?, source_arn = ?, receive_count = 0, first_received_at = NULL
         WHERE queue = ? AND visible_at <= ? AND receive_count > 0 AND receive_count >= ?`,
      target.name,
      queue.arn,
      queue.name,
      clock.now(),
      redrive.maxReceiveCount,
    );
    if (moved > 0) this.#announce(target.name);
  }
}
