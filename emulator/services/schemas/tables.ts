/** A step that was released is never changed, a further one is appended. */
export const MIGRATIONS = [
  `CREATE TABLE schemas_registries (name TEXT PRIMARY KEY, description TEXT, tags TEXT NOT NULL) STRICT;
   CREATE TABLE schemas_schemas (registry TEXT NOT NULL REFERENCES schemas_registries (name) ON DELETE CASCADE,
     name TEXT NOT NULL, description TEXT, tags TEXT NOT NULL, modified_at INTEGER NOT NULL,
     PRIMARY KEY (registry, name)) STRICT;
   CREATE TABLE schemas_versions (registry TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
     content TEXT NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (registry, name, version),
     FOREIGN KEY (registry, name) REFERENCES schemas_schemas (registry, name) ON DELETE CASCADE) STRICT`,
] as const;
