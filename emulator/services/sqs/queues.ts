import { AwsError } from '../../door/errors.ts';
import { type Account, arn } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Store } from '../../runtime/store.ts';
import { invalidParameter, queueDoesNotExist, queueNameExists } from './errors.ts';
import { FIFO_GROUPS_MIGRATION } from './fifo-groups.ts';
import { QUEUE_NAME_LENGTH } from './limits.ts';
import { allowsRedrive, checkAttributes, type QueueSettings, readSettings } from './queue-attributes.ts';

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  /** As set by clients: text values by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly settings: QueueSettings;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
}

interface QueueRow {
  readonly name: string;
  readonly attributes: string;
  readonly tags: string;
  readonly created_at: number;
  readonly modified_at: number;
}

const QUEUE_NAME = new RegExp(`^[A-Za-z0-9_-]{1,${QUEUE_NAME_LENGTH}}$`);

/** The queues of the account, without their messages. */
export class Queues {
  readonly #deps: Deps;
  readonly #known = new Map<string, Queue>();

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.store.migrate('sqs', [
      `CREATE TABLE sqs_queues (name TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL,
         created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL) STRICT;
       CREATE TABLE sqs_messages (id INTEGER PRIMARY KEY AUTOINCREMENT,
         queue TEXT NOT NULL REFERENCES sqs_queues (name) ON DELETE CASCADE, message_id TEXT NOT NULL, body TEXT NOT NULL,
         attributes TEXT NOT NULL, system_attributes TEXT NOT NULL, sender TEXT NOT NULL, sent_at INTEGER NOT NULL,
         visible_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, receive_count INTEGER NOT NULL DEFAULT 0,
         first_received_at INTEGER, group_id TEXT, deduplication_id TEXT, source_arn TEXT) STRICT;
       CREATE INDEX sqs_messages_visible ON sqs_messages (queue, visible_at);
       CREATE INDEX sqs_messages_order ON sqs_messages (queue, group_id, id);
       CREATE TABLE sqs_deduplication (queue TEXT NOT NULL REFERENCES sqs_queues (name) ON DELETE CASCADE,
         scope TEXT NOT NULL, deduplication_id TEXT NOT NULL, message_id TEXT NOT NULL, sequence TEXT NOT NULL,
         expires_at INTEGER NOT NULL, PRIMARY KEY (queue, scope, deduplication_id)) STRICT`,
      `CREATE INDEX sqs_messages_received ON sqs_messages (queue, receive_count) WHERE receive_count > 0;
       DROP INDEX sqs_messages_order;
       CREATE INDEX sqs_messages_order ON sqs_messages (queue, id, visible_at, group_id) WHERE group_id IS NOT NULL`,
      FIFO_GROUPS_MIGRATION,
    ]);
    for (const row of deps.store.all<QueueRow>('SELECT * FROM sqs_queues')) this.#remember(row);
  }

  /** Makes the queue, or answers the one that is there with the same attributes. */
  create(
    name: string,
    attributes: Readonly<Record<string, string>>,
    tags: Readonly<Record<string, string>> = {},
  ): Queue {
    const fifo = attributes.FifoQueue === 'true';
    checkName(name, fifo);
    checkAttributes(attributes, fifo);
    const known = this.#known.get(name);
    if (known) {
      const different = Object.keys(attributes).find((key) => known.attributes[key] !== attributes[key]);
      if (different) throw queueNameExists(different);
      return known;
    }
    this.#checkRedrive(name, fifo, attributes);
    const { store, clock } = this.#deps;
    const now = clock.now();
    const row = {
      name,
      attributes: JSON.stringify(attributes),
      tags: JSON.stringify(tags),
      created_at: now,
      modified_at: now,
    };
    store.run('INSERT INTO sqs_queues VALUES (?, ?, ?, ?, ?)', name, row.attributes, row.tags, now, now);
    return this.#remember(row);
  }

  find(name: string): Queue | undefined {
    return this.#known.get(name);
  }

  /** @throws AwsError QueueDoesNotExist */
  get(name: string): Queue {
    const queue = this.#known.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  findByArn(queueArn: string): Queue | undefined {
    const queue = this.#known.get(queueArn.slice(queueArn.lastIndexOf(':') + 1));
    return queue?.arn === queueArn ? queue : undefined;
  }

  /** By the last part of its URL, whatever host and port the client reached it through. */
  byUrl(url: string | undefined): Queue {
    if (!url) throw new AwsError('MissingParameter', 'The request must contain the parameter QueueUrl.');
    return this.get(url.slice(url.lastIndexOf('/') + 1));
  }

  arnOf(url: string | undefined): string {
    return arn(this.#deps.account, 'sqs', url?.slice(url.lastIndexOf('/') + 1) || '*');
  }

  list(prefix = ''): Queue[] {
    return [...this.#known.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Sets the attributes given; an empty value takes one away. */
  setAttributes(name: string, changes: Readonly<Record<string, string>>): Queue {
    const queue = this.get(name);
    checkAttributes(changes, queue.fifo);
    if (changes.FifoQueue === 'false') throw invalidParameter('Modifying queue type is not supported.');
    this.#checkRedrive(name, queue.fifo, changes);
    const merged = Object.entries({ ...queue.attributes, ...changes }).filter(([, value]) => value !== '');
    return this.#save(queue, { attributes: Object.fromEntries(merged) });
  }

  /** Sets these attributes and no others; the policy, which has a resource of its own in templates, stays. */
  replaceAttributes(name: string, attributes: Readonly<Record<string, string>>): Queue {
    const queue = this.get(name);
    checkAttributes(attributes, queue.fifo);
    this.#checkRedrive(name, queue.fifo, attributes);
    const { Policy } = queue.attributes;
    return this.#save(queue, { attributes: { ...(Policy ? { Policy } : {}), ...attributes } });
  }

  setTags(name: string, tags: Readonly<Record<string, string>>): Queue {
    return this.#save(this.get(name), { tags });
  }

  delete(name: string): void {
    this.#known.delete(name);
    this.#deps.store.run('DELETE FROM sqs_queues WHERE name = ?', name);
  }

  /** A dead-letter queue must be there, be of the same type, and let this queue use it. */
  #checkRedrive(name: string, fifo: boolean, attributes: Readonly<Record<string, string>>): void {
    const { redrive } = readSettings(attributes);
    if (!redrive) return;
    const refuse = (reason: string) =>
      invalidParameter(`Value ${attributes.RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
    const target = this.findByArn(redrive.deadLetterTargetArn);
    if (!target) throw refuse('Dead letter target does not exist.');
    if (target.fifo !== fifo) throw refuse('Dead-letter queue must be same type of queue as the source.');
    if (!allowsRedrive(target.settings, arn(this.#deps.account, 'sqs', name))) {
      throw refuse(`Queue ${redrive.deadLetterTargetArn} does not allow this queue to use it as a dead-letter queue.`);
    }
  }

  #save(queue: Queue, changes: Partial<Pick<Queue, 'attributes' | 'tags'>>): Queue {
    const { store, clock } = this.#deps;
    const row = {
      name: queue.name,
      attributes: JSON.stringify(changes.attributes ?? queue.attributes),
      tags: JSON.stringify(changes.tags ?? queue.tags),
      created_at: queue.createdAt,
      modified_at: clock.now(),
    };
    const sql = 'UPDATE sqs_queues SET attributes = ?, tags = ?, modified_at = ? WHERE name = ?';
    store.run(sql, row.attributes, row.tags, row.modified_at, row.name);
    return this.#remember(row);
  }

  #remember(row: QueueRow): Queue {
    const attributes = JSON.parse(row.attributes) as Record<string, string>;
    const queue: Queue = {
      name: row.name,
      arn: arn(this.#deps.account, 'sqs', row.name),
      fifo: attributes.FifoQueue === 'true',
      attributes,
      settings: readSettings(attributes),
      tags: JSON.parse(row.tags) as Record<string, string>,
      createdAt: row.created_at,
      modifiedAt: row.modified_at,
    };
    this.#known.set(row.name, queue);
    return queue;
  }
}

function checkName(name: string, fifo: boolean): void {
  const base = fifo ? name.replace(/\.fifo$/, '') : name;
  if (fifo && !name.endsWith('.fifo')) {
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (name.length > QUEUE_NAME_LENGTH || !QUEUE_NAME.test(base)) {
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
}
