import type { ChangeSetStatus, ExecutionStatus, ResourceChange } from '@aws-sdk/client-cloudformation';
import type { Store } from '../../runtime/store.ts';
import type { StackInput } from '../../template/stacks/stack-input.ts';

export interface ChangeSet {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly description?: string | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly status: ChangeSetStatus;
  readonly statusReason?: string;
  readonly executionStatus: ExecutionStatus;
  readonly changes: readonly ResourceChange[];
  /** What will be deployed. */
  readonly input: Omit<StackInput, 'assets'>;
}

const MIGRATIONS = [
  `CREATE TABLE cloudformation_change_set (id TEXT PRIMARY KEY, stack_id TEXT NOT NULL, name TEXT NOT NULL,
     record TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX cloudformation_change_set_name ON cloudformation_change_set (stack_id, name)`,
];

/** Change sets that wait to be executed, or were. */
export class ChangeSets {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.migrate('cloudformation-change-sets', MIGRATIONS);
  }

  /** By its ARN, or by its name among those of a stack. */
  find(nameOrId: string, stackId: string | undefined): ChangeSet | undefined {
    const row = nameOrId.startsWith('arn:')
      ? this.#store.get<{ record: string }>('SELECT record FROM cloudformation_change_set WHERE id = ?', nameOrId)
      : this.#store.get<{ record: string }>(
          'SELECT record FROM cloudformation_change_set WHERE stack_id = ? AND name = ?',
          stackId ?? '',
          nameOrId,
        );
    return row && JSON.parse(row.record);
  }

  /** Those of a stack, newest first. */
  list(stackId: string): ChangeSet[] {
    return this.#store
      .all<{ record: string }>(
        'SELECT record FROM cloudformation_change_set WHERE stack_id = ? ORDER BY rowid DESC',
        stackId,
      )
      .map(({ record }) => JSON.parse(record));
  }

  put(changeSet: ChangeSet): void {
    this.#store.run(
      `INSERT INTO cloudformation_change_set VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET record = excluded.record`,
      changeSet.id,
      changeSet.stackId,
      changeSet.name,
      JSON.stringify(changeSet),
    );
  }

  delete(id: string): void {
    this.#store.run('DELETE FROM cloudformation_change_set WHERE id = ?', id);
  }
}
