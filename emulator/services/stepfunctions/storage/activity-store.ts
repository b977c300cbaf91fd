import type { Store } from '../../../runtime/store.ts';

/** Times are epoch milliseconds. */
export interface Activity {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
}

interface ActivityRow {
  readonly arn: string;
  readonly name: string;
  readonly created_at: number;
}

export class ActivityStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  find(arn: string): Activity | undefined {
    const row = this.#store.get<ActivityRow>('SELECT * FROM stepfunctions_activities WHERE arn = ?', arn);
    return row && activityOf(row);
  }

  /** Adds the activity unless it is there; answers the one that is. */
  add(activity: Activity): Activity {
    const sql = 'INSERT OR IGNORE INTO stepfunctions_activities VALUES (?, ?, ?)';
    this.#store.run(sql, activity.arn, activity.name, activity.createdAt);
    return this.find(activity.arn) ?? activity;
  }

  /** In the order of creation, starting after a place that an earlier page ended at. */
  list(after: number, limit: number): (Activity & { readonly place: number })[] {
    const sql = 'SELECT rowid AS place, * FROM stepfunctions_activities WHERE rowid > ? ORDER BY rowid LIMIT ?';
    return this.#store
      .all<ActivityRow & { place: number }>(sql, after, limit)
      .map((row) => ({ ...activityOf(row), place: row.place }));
  }

  delete(arn: string): void {
    this.#store.run('DELETE FROM stepfunctions_activities WHERE arn = ?', arn);
  }
}

const activityOf = (row: ActivityRow): Activity => ({ arn: row.arn, name: row.name, createdAt: row.created_at });
