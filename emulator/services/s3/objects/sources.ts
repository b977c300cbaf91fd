import type { Store } from '../../../runtime/store.ts';
import type { ObjectVersion, Version } from './object.ts';
import { type ObjectRow, objectOf, versionOf } from './object-row.ts';
import type { Position, Source } from './walk.ts';

/** The current objects of a bucket. */
export function currentObjects(store: Store, bucket: string): Source<ObjectVersion> {
  return {
    fetch: ({ from }, end, limit) =>
      store
        .all<ObjectRow>(
          `SELECT * FROM s3_objects WHERE bucket = ? AND latest = 1 AND marker = 0 AND key >= ? AND key < ?
           ORDER BY key LIMIT ?`,
          bucket,
          from,
          end,
          limit,
        )
        .map(objectOf),
    keyOf: ({ key }) => key,
    after: ({ key }) => afterKey(key),
  };
}

/** All versions and delete markers of a bucket, those of a key newest first. */
export function allVersions(store: Store, bucket: string): Source<Version> {
  return {
    fetch({ from, past }, end, limit) {
      const older = past === undefined ? [] : olderVersions(store, bucket, from, past, limit);
      const others = store.all<ObjectRow>(
        `SELECT * FROM s3_objects WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key, id DESC LIMIT ?`,
        bucket,
        past === undefined ? from : afterKey(from).from,
        end,
        limit - older.length,
      );
      return [...older, ...others].map(versionOf);
    },
    keyOf: ({ key }) => key,
    after: ({ key, id }) => ({ from: key, past: id }),
  };
}

function olderVersions(store: Store, bucket: string, key: string, than: string | number, limit: number): ObjectRow[] {
  return store.all<ObjectRow>(
    'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND id < ? ORDER BY id DESC LIMIT ?',
    bucket,
    key,
    than,
    limit,
  );
}

/** The position after all of a key: no text lies between a text and itself with a NUL behind it. */
export const afterKey = (key: string): Position => ({ from: `${key}\u0000` });
