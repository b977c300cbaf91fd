import type { Store } from '../../runtime/store.ts';

/**
 * The message groups of queues, each with its oldest message; triggers keep them. So a receive looks at groups and not
 * at all the messages that wait behind a message which a consumer has.
 */
export const FIFO_GROUPS_MIGRATION = `
  DROP INDEX sqs_messages_order;
  CREATE INDEX sqs_messages_group ON sqs_messages (queue, group_id, id) WHERE group_id IS NOT NULL;
  CREATE TABLE sqs_groups (queue TEXT NOT NULL, group_id TEXT NOT NULL, head INTEGER NOT NULL,
    PRIMARY KEY (queue, group_id)) STRICT, WITHOUT ROWID;
  CREATE INDEX sqs_groups_head ON sqs_groups (queue, head);
  INSERT INTO sqs_groups SELECT queue, group_id, MIN(id) FROM sqs_messages WHERE group_id IS NOT NULL GROUP BY queue, group_id;
  CREATE TRIGGER sqs_message_joins AFTER INSERT ON sqs_messages WHEN new.group_id IS NOT NULL BEGIN
    INSERT OR IGNORE INTO sqs_groups VALUES (new.queue, new.group_id, new.id);
  END;
  CREATE TRIGGER sqs_message_leaves AFTER DELETE ON sqs_messages WHEN old.group_id IS NOT NULL BEGIN
    DELETE FROM sqs_groups WHERE queue = old.queue AND group_id = old.group_id AND head = old.id;
    INSERT OR IGNORE INTO sqs_groups SELECT queue, group_id, id FROM sqs_messages INDEXED BY sqs_messages_group
      WHERE queue = old.queue AND group_id = old.group_id AND group_id IS NOT NULL ORDER BY id LIMIT 1;
  END;
  CREATE TRIGGER sqs_message_moves AFTER UPDATE OF queue ON sqs_messages WHEN old.group_id IS NOT NULL BEGIN
    DELETE FROM sqs_groups WHERE queue = old.queue AND group_id = old.group_id AND head = old.id;
    INSERT OR IGNORE INTO sqs_groups SELECT queue, group_id, id FROM sqs_messages INDEXED BY sqs_messages_group
      WHERE queue = old.queue AND group_id = old.group_id AND group_id IS NOT NULL ORDER BY id LIMIT 1;
    INSERT INTO sqs_groups VALUES (new.queue, new.group_id, new.id)
      ON CONFLICT (queue, group_id) DO UPDATE SET head = MIN(head, excluded.head);
  END`;

/**
 * Up to `count` messages that a FIFO queue may hand out now: of the groups with the oldest messages, in the order of each.
 * A group waits while a consumer has a message of it: that is what keeps its order.
 */
export function readyMessages<Row>(store: Store, queue: string, now: number, count: number): Row[] {
  const groups = store.all<{ group_id: string }>(
    `SELECT g.group_id FROM sqs_groups AS g CROSS JOIN sqs_messages AS m ON m.id = g.head
       WHERE g.queue = ?1 AND m.visible_at <= ?2 AND g.group_id NOT IN
         (SELECT group_id FROM sqs_messages INDEXED BY sqs_messages_visible
            WHERE queue = ?1 AND visible_at > ?2 AND receive_count > 0 AND group_id IS NOT NULL)
     ORDER BY g.head LIMIT ?3`,
    queue,
    now,
    count,
  );
  const ready: Row[] = [];
  for (const { group_id } of groups) {
    if (ready.length >= count) break;
    const sql = `SELECT * FROM sqs_messages INDEXED BY sqs_messages_group
      WHERE queue = ? AND group_id = ? AND group_id IS NOT NULL AND visible_at <= ? AND expires_at > ? ORDER BY id LIMIT ?`;
    ready.push(...store.all<Row>(sql, queue, group_id, now, now, count - ready.length));
  }
  return ready;
}
