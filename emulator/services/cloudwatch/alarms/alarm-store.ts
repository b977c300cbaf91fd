import { type Account, arn } from '../../../runtime/account.ts';
import { Documents } from '../../../runtime/documents.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Alarm } from './alarm.ts';

export interface HistoryItem {
  readonly name: string;
  readonly alarmType: 'MetricAlarm' | 'CompositeAlarm';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON */
  readonly data: string;
}

export class AlarmStore {
  readonly #account: Account;
  readonly #store: Store;
  readonly #alarms: Documents<Alarm>;

  constructor({ store, account }: { store: Store; account: Account }) {
    this.#account = account;
    this.#store = store;
    this.#alarms = new Documents(store, 'cloudwatch_alarms');
    store.migrate('cloudwatch_alarm_history', [
      `CREATE TABLE cloudwatch_alarm_history (id INTEGER PRIMARY KEY, name TEXT NOT NULL, alarmType TEXT NOT NULL,
         at INTEGER NOT NULL, type TEXT NOT NULL, summary TEXT NOT NULL, data TEXT NOT NULL) STRICT`,
    ]);
  }

  arnOf(name: string): string {
    return arn(this.#account, 'cloudwatch', `alarm:${name}`);
  }

  all(): Alarm[] {
    return this.#alarms.all();
  }

  find(name: string): Alarm | undefined {
    return this.#alarms.get(name);
  }

  put(alarm: Alarm): void {
    this.#alarms.set(alarm.name, alarm);
  }

  delete(name: string): void {
    this.#alarms.delete(name);
  }

  record({ name, alarmType, at, type, summary, data }: HistoryItem): void {
    this.#store.run(
      'INSERT INTO cloudwatch_alarm_history (name, alarmType, at, type, summary, data) VALUES (?, ?, ?, ?, ?, ?)',
      name,
      alarmType,
      at,
      type,
      summary,
      data,
    );
  }

  /** Newest first. */
  history(name?: string): HistoryItem[] {
    return this.#store.all<HistoryItem>(
      'SELECT * FROM cloudwatch_alarm_history WHERE ?1 IS NULL OR name = ?1 ORDER BY id DESC LIMIT 10000',
      name ?? null,
    );
  }
}
