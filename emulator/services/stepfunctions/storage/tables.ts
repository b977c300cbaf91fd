/**
 * The tables of the service, by release; never edit a step, append one.
 *
 * Events are kept in chunks: one row holds what an execution did in one turn of the event loop, which is what makes a
 * durable history cheap. An execution that ends in the turn in which it started has its chunk in its own row, as
 * `history`. Threads are rows only while their execution runs or could be redriven.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE stepfunctions_machines (
     arn TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, revision INTEGER NOT NULL,
     created_at INTEGER NOT NULL, versions INTEGER NOT NULL DEFAULT 0) STRICT;
   CREATE TABLE stepfunctions_revisions (
     id INTEGER PRIMARY KEY, machine_arn TEXT NOT NULL, revision_id TEXT, definition TEXT NOT NULL, role_arn TEXT NOT NULL,
     logging TEXT, tracing INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT;
   CREATE TABLE stepfunctions_versions (
     arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, number INTEGER NOT NULL, revision INTEGER NOT NULL, description TEXT,
     created_at INTEGER NOT NULL) STRICT;
   CREATE INDEX stepfunctions_versions_machine ON stepfunctions_versions (machine_arn, number);
   CREATE TABLE stepfunctions_aliases (
     arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, name TEXT NOT NULL, description TEXT, routing TEXT NOT NULL,
     created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
   CREATE INDEX stepfunctions_aliases_machine ON stepfunctions_aliases (machine_arn, name);
   CREATE TABLE stepfunctions_activities (arn TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
   CREATE TABLE stepfunctions_tags (
     arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key)) STRICT, WITHOUT ROWID;
   CREATE TABLE stepfunctions_executions (
     id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, name TEXT NOT NULL, machine_arn TEXT NOT NULL, machine_name TEXT NOT NULL,
     type TEXT NOT NULL, revision INTEGER NOT NULL, version_arn TEXT, alias_arn TEXT, trace_header TEXT,
     start_at INTEGER NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL, stop_at INTEGER, output TEXT, error TEXT, cause TEXT,
     redrive_count INTEGER NOT NULL, redrive_at INTEGER) STRICT;
   CREATE INDEX stepfunctions_executions_machine ON stepfunctions_executions (machine_arn, type, id);
   CREATE INDEX stepfunctions_executions_running ON stepfunctions_executions (id) WHERE status = 'RUNNING';
   CREATE INDEX stepfunctions_executions_stopped ON stepfunctions_executions (stop_at) WHERE stop_at IS NOT NULL;
   CREATE TABLE stepfunctions_events (
     execution INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, events TEXT NOT NULL,
     PRIMARY KEY (execution, first)) STRICT, WITHOUT ROWID;
   CREATE TABLE stepfunctions_threads (
     execution INTEGER NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (execution, id)) STRICT, WITHOUT ROWID`,
  `ALTER TABLE stepfunctions_executions ADD COLUMN map_run TEXT;
   ALTER TABLE stepfunctions_executions ADD COLUMN map_state TEXT;
   ALTER TABLE stepfunctions_executions ADD COLUMN map_index INTEGER;
   ALTER TABLE stepfunctions_executions ADD COLUMN map_items INTEGER;
   CREATE INDEX stepfunctions_executions_map_run ON stepfunctions_executions (map_run, map_index) WHERE map_run IS NOT NULL;
   CREATE TABLE stepfunctions_map_runs (
     arn TEXT PRIMARY KEY, execution_arn TEXT NOT NULL, machine_arn TEXT NOT NULL, status TEXT NOT NULL,
     start_at INTEGER NOT NULL, stop_at INTEGER, max_concurrency INTEGER NOT NULL, tolerated_count INTEGER NOT NULL,
     tolerated_percentage REAL NOT NULL, total_children INTEGER NOT NULL, total_items INTEGER NOT NULL) STRICT;
   CREATE INDEX stepfunctions_map_runs_execution ON stepfunctions_map_runs (execution_arn)`,
  `ALTER TABLE stepfunctions_map_runs ADD COLUMN redrive_count INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE stepfunctions_map_runs ADD COLUMN redrive_at INTEGER`,
  `ALTER TABLE stepfunctions_executions ADD COLUMN history TEXT;
   DROP INDEX stepfunctions_executions_stopped`,
];
