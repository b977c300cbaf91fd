/** The service's tables; a step that was released is never changed, a further one is appended. */
export const MIGRATIONS = [
  `CREATE TABLE eventbridge_buses (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE eventbridge_rules (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE eventbridge_archives (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE eventbridge_replays (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE eventbridge_archived_events (sequence INTEGER PRIMARY KEY, archive TEXT NOT NULL, time INTEGER NOT NULL,
     bytes INTEGER NOT NULL, event TEXT NOT NULL) STRICT;
   CREATE INDEX eventbridge_archived_events_time ON eventbridge_archived_events (archive, time, sequence)`,
  `CREATE TABLE eventbridge_connections (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE eventbridge_api_destinations (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT`,
] as const;
