import type { Tag } from '@aws-sdk/client-sfn';
import type { Store } from '../../../runtime/store.ts';

/** Tags of state machines and activities. */
export class TagStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  list(arn: string): Tag[] {
    return this.#store
      .all<{ key: string; value: string }>('SELECT key, value FROM stepfunctions_tags WHERE arn = ? ORDER BY key', arn)
      .map(({ key, value }) => ({ key, value }));
  }

  put(arn: string, tags: readonly Tag[]): void {
    this.#store.transaction(() => {
      for (const { key, value } of tags) {
        this.#store.run('INSERT OR REPLACE INTO stepfunctions_tags VALUES (?, ?, ?)', arn, key ?? '', value ?? '');
      }
    });
  }

  remove(arn: string, keys: readonly string[]): void {
    this.#store.transaction(() => {
      for (const key of keys) this.#store.run('DELETE FROM stepfunctions_tags WHERE arn = ? AND key = ?', arn, key);
    });
  }

  removeAll(arn: string): void {
    this.#store.run('DELETE FROM stepfunctions_tags WHERE arn = ?', arn);
  }
}
