/**
 * The tables of S3. Each step runs once per database; append, never edit.
 *
 * - `s3_buckets`: one row a bucket; `settings` is `BucketSettings` as JSON.
 * - `s3_blobs`: immutable runs of bytes, small ones in `content`, large ones in a file; `uses` counts the objects and
 *   parts that refer to one. A row with `uses` 0 is garbage whose file may still be there.
 * - `s3_objects`: one row a version or delete marker; `latest` marks the current one. An unversioned bucket has one row
 *   a key, with the version id `null`. Text compares by UTF-8 bytes, which is the order of S3's lists.
 * - `s3_uploads`, `s3_parts`: multipart uploads under way.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE s3_buckets (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL, settings TEXT NOT NULL) STRICT;

   CREATE TABLE s3_blobs (id INTEGER PRIMARY KEY, uses INTEGER NOT NULL, file TEXT, content BLOB) STRICT;
   CREATE INDEX s3_blobs_garbage ON s3_blobs (id) WHERE uses = 0;

   CREATE TABLE s3_objects (id INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, version_id TEXT NOT NULL,
     latest INTEGER NOT NULL, marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
     modified_at INTEGER NOT NULL, superseded_at INTEGER, tags TEXT NOT NULL, details TEXT NOT NULL,
     segments TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX s3_objects_version ON s3_objects (bucket, key, version_id);
   CREATE UNIQUE INDEX s3_objects_current ON s3_objects (bucket, key) WHERE latest = 1;

   CREATE TABLE s3_uploads (id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, initiated_at INTEGER NOT NULL,
     tags TEXT NOT NULL, details TEXT NOT NULL) STRICT;
   CREATE INDEX s3_uploads_key ON s3_uploads (bucket, key, id);

   CREATE TABLE s3_parts (upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
     modified_at INTEGER NOT NULL, checksum TEXT, segments TEXT NOT NULL, PRIMARY KEY (upload, number)) STRICT, WITHOUT ROWID`,
];
