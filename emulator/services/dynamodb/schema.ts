import type { Store } from '../../runtime/store.ts';

/**
 * The tables of the service. Items of all DynamoDB tables lie together, told apart by the space they belong to; so do
 * the entries of all indexes. Keys are blobs whose order is the order of reading (keys/encode-key.ts).
 */
const STEPS = [
  `CREATE TABLE dynamodb_space (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
   CREATE TABLE dynamodb_table (name TEXT PRIMARY KEY, definition TEXT NOT NULL) STRICT;
   CREATE TABLE dynamodb_item (id INTEGER PRIMARY KEY, space INTEGER NOT NULL, key BLOB NOT NULL, size INTEGER NOT NULL,
     body TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX dynamodb_item_key ON dynamodb_item (space, key);
   CREATE TABLE dynamodb_entry (space INTEGER NOT NULL, key BLOB NOT NULL, item INTEGER NOT NULL,
     PRIMARY KEY (space, key)) STRICT, WITHOUT ROWID;
   CREATE TABLE dynamodb_expiry (space INTEGER NOT NULL, expires_at INTEGER NOT NULL, item INTEGER NOT NULL,
     PRIMARY KEY (space, expires_at, item)) STRICT, WITHOUT ROWID;
   CREATE TABLE dynamodb_change (sequence INTEGER PRIMARY KEY AUTOINCREMENT, space INTEGER NOT NULL, event TEXT NOT NULL,
     at INTEGER NOT NULL, size INTEGER NOT NULL, keys TEXT NOT NULL, old TEXT, new TEXT, expired INTEGER NOT NULL) STRICT;
   CREATE INDEX dynamodb_change_space ON dynamodb_change (space, sequence);
   CREATE INDEX dynamodb_change_at ON dynamodb_change (at);
   CREATE TABLE dynamodb_token (token TEXT PRIMARY KEY, request TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX dynamodb_token_at ON dynamodb_token (at)`,
];

export const prepareStore = (store: Store): void => store.migrate('dynamodb', STEPS);
