import type { Clock } from '../../../runtime/clock.ts';
import type { Outbox, OutgoingMessage } from '../../../runtime/outbox.ts';
import type { Store } from '../../../runtime/store.ts';
import { MAILBOX_MESSAGES } from '../limits.ts';

/** A message with what SNS knows of it. */
export interface CapturedMessage extends OutgoingMessage {
  readonly topicArn?: string;
  /** SNS's id of the message; absent for a request to confirm. */
  readonly messageId?: string;
  /** Opening it confirms the subscription. */
  readonly confirmUrl?: string;
  readonly unsubscribeUrl?: string;
}

export interface StoredMessage extends CapturedMessage {
  readonly id: number;
  /** ISO 8601. */
  readonly sentAt: string;
}

interface Query {
  readonly to?: string | undefined;
  /** Messages older than this id. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Where mails and short messages end here, to be read by people and tests. */
export class Mailbox implements Outbox {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('sns_mailbox', [
      `CREATE TABLE sns_mailbox (id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, sent_at INTEGER NOT NULL,
         body TEXT NOT NULL) STRICT;
       CREATE INDEX sns_mailbox_recipient ON sns_mailbox (recipient, id)`,
    ]);
  }

  add(message: CapturedMessage): void {
    const sql = 'INSERT INTO sns_mailbox (recipient, sent_at, body) VALUES (?, ?, ?) RETURNING id';
    const row = this.#store.get<{ id: number }>(sql, message.to, this.#clock.now(), JSON.stringify(message));
    this.#store.run('DELETE FROM sns_mailbox WHERE id <= ?', (row?.id ?? 0) - MAILBOX_MESSAGES);
  }

  /** The newest first. */
  read({ to, before = Number.MAX_SAFE_INTEGER, limit }: Query): StoredMessage[] {
    const rows =
      to === undefined
        ? this.#store.all<Row>('SELECT * FROM sns_mailbox WHERE id < ? ORDER BY id DESC LIMIT ?', before, limit)
        : this.#store.all<Row>(
            'SELECT * FROM sns_mailbox WHERE recipient = ? AND id < ? ORDER BY id DESC LIMIT ?',
            to,
            before,
            limit,
          );
    return rows.map(({ id, sent_at, body }) => ({
      id,
      sentAt: new Date(sent_at).toISOString(),
      ...(JSON.parse(body) as CapturedMessage),
    }));
  }

  clear(): void {
    this.#store.run('DELETE FROM sns_mailbox');
  }
}

interface Row {
  readonly id: number;
  readonly sent_at: number;
  readonly body: string;
}
