import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { archiveArn, busNameOf } from '../arns.ts';
import { notFound } from '../errors.ts';
import type { BusEvent } from '../events/event.ts';
import { sortBy } from '../page.ts';
import type { Archive } from './model.ts';
import type { Router } from './router.ts';
import { Shelf } from './shelf.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly router: Router;
}

/** An archived event, as a replay reads it. */
export interface ArchivedEvent {
  /** Grows in the order in which events were archived. */
  readonly sequence: number;
  readonly time: number;
  readonly event: string;
}

const DAY_MILLISECONDS = 86_400_000;

/** Archives and the events in them. Events older than an archive's retention are as good as gone, and swept daily. */
export class Archives {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #account: Account;
  readonly #router: Router;
  readonly #shelf: Shelf<Archive>;

  constructor({ store, clock, account, router }: Deps) {
    this.#store = store;
    this.#clock = clock;
    this.#account = account;
    this.#router = router;
    this.#shelf = new Shelf(store, 'archives');
    for (const archive of this.#shelf.values()) router.setArchive(archive, busNameOf(archive.busArn));
  }

  find(name: string): Archive | undefined {
    return this.#shelf.get(archiveArn(this.#account, name));
  }

  /** @throws AwsError ResourceNotFoundException */
  get(name: string): Archive {
    const archive = this.find(name);
    if (!archive) throw notFound(`Archive ${name} does not exist.`);
    return archive;
  }

  byArn(arn: string): Archive | undefined {
    return this.#shelf.get(arn);
  }

  list(): Archive[] {
    return sortBy(this.#shelf.values(), ({ name }) => name);
  }

  put(archive: Archive): Archive {
    this.#shelf.put(archive);
    this.#router.setArchive(archive, busNameOf(archive.busArn));
    return archive;
  }

  delete({ arn, name }: Archive): void {
    this.#shelf.delete(arn);
    this.#router.remove(arn);
    this.#store.run('DELETE FROM eventbridge_archived_events WHERE archive = ?', name);
  }

  keep({ name }: Archive, { time, text }: BusEvent): void {
    this.#store.run(
      'INSERT INTO eventbridge_archived_events (archive, time, bytes, event) VALUES (?, ?, ?, ?)',
      name,
      time,
      Buffer.byteLength(text),
      text,
    );
  }

  /** Number and bytes of the events that an archive holds. */
  size(archive: Archive): { readonly events: number; readonly bytes: number } {
    const row = this.#store.get<{ events: number; bytes: number | null }>(
      'SELECT count(*) AS events, sum(bytes) AS bytes FROM eventbridge_archived_events WHERE archive = ? AND time >= ?',
      archive.name,
      this.#oldest(archive),
    );
    return { events: row?.events ?? 0, bytes: row?.bytes ?? 0 };
  }

  /** Events with `from <= time < to` in order of time, from behind the given one. */
  read(archive: Archive, from: ArchivePosition, to: number, limit: number): ArchivedEvent[] {
    return this.#store.all<ArchivedEvent>(
      `SELECT sequence, time, event FROM eventbridge_archived_events
       WHERE archive = ? AND (time, sequence) > (?, ?) AND time < ? AND time >= ? ORDER BY time, sequence LIMIT ?`,
      archive.name,
      from.time,
      from.sequence,
      to,
      this.#oldest(archive),
      limit,
    );
  }

  /** Removes what is past its retention. */
  sweep(): void {
    for (const archive of this.#shelf.values()) {
      if (archive.retentionDays === 0) continue;
      this.#store.run(
        'DELETE FROM eventbridge_archived_events WHERE archive = ? AND time < ?',
        archive.name,
        this.#oldest(archive),
      );
    }
  }

  #oldest({ retentionDays }: Archive): number {
    return retentionDays === 0 ? 0 : this.#clock.now() - retentionDays * DAY_MILLISECONDS;
  }
}

/** Where a replay stands: behind the event with this time and sequence. */
export interface ArchivePosition {
  readonly time: number;
  readonly sequence: number;
}
