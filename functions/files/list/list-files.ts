import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Cursors } from '../../shared/http/cursor.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { LIST_SHARDS } from '../../shared/ledger/shards.ts';
import { queryNewestFirst } from '../../shared/list/dynamo-list.ts';
import { type Link, linkValidity } from '../../shared/object-link.ts';
import { listFilesRoute } from './route.ts';

export interface ListFilesPorts {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly cursors: Cursors;
  readonly link: Link;
  now(): Date;
}

const row = z.object({ bucket: z.string(), key: z.string(), sizeBytes: z.number(), modifiedAt: z.string() });

/** @throws InvalidRequest when the cursor is not of this list */
export async function listFiles({ query, caller }: RequestOf<typeof listFilesRoute>, ports: ListFilesPorts) {
  const { limit, cursor, ...filter } = query;
  const { bucket, from, to } = filter;
  const scope = { list: listFilesRoute.name, userId: caller.userId, filter };
  const after = cursor === undefined ? undefined : ports.cursors.open(scope, cursor);
  const shards = Array.from({ length: LIST_SHARDS }, (_, shard) => String(shard));
  const index = bucket
    ? { index: 'by-bucket', partitionKey: 'bucketShard' }
    : { index: 'newest', partitionKey: 'listShard' };
  const { rows, next } = await queryNewestFirst(ports.dynamo, {
    list: { table: ports.table, sortKey: 'modifiedAtId', ...index },
    partitions: bucket ? shards.map((shard) => `${bucket}#${shard}`) : shards,
    span: { from, to, after },
    limit,
    row,
  });
  const { expiresAt, ...validity } = linkValidity(ports.now());
  const files = await Promise.all(
    rows.map(async ({ bucket, key, sizeBytes, modifiedAt }) => {
      // Whatever people uploaded is saved, never shown: it may be anything.
      const saveAs = key.slice(key.lastIndexOf('/') + 1) || 'file';
      const url = await ports.link({ bucket, key, saveAs, ...validity });
      return { bucket, key, sizeBytes, lastModified: modifiedAt, url };
    }),
  );
  return {
    body: {
      files,
      count: files.length,
      next: next === undefined ? null : ports.cursors.seal(scope, next),
      urlsExpireAt: expiresAt,
    },
  };
}
