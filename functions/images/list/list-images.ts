import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Cursors } from '../../shared/http/cursor.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { LIST_SHARDS } from '../../shared/ledger/shards.ts';
import { queryNewestFirst } from '../../shared/list/dynamo-list.ts';
import { type Link, linkValidity } from '../../shared/object-link.ts';
import { imageRow, showImage } from '../shown-image.ts';
import { listImagesRoute } from './route.ts';

export interface ListImagesPorts {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly cursors: Cursors;
  readonly thumbnailsBucket: string;
  readonly link: Link;
  now(): Date;
}

/** @throws InvalidRequest when the cursor is not of this list */
export async function listImages({ query, caller }: RequestOf<typeof listImagesRoute>, ports: ListImagesPorts) {
  const { limit, cursor, ...filter } = query;
  const { status, from, to } = filter;
  const scope = { list: listImagesRoute.name, userId: caller.userId, filter };
  const after = cursor === undefined ? undefined : ports.cursors.open(scope, cursor);
  const shards = Array.from({ length: LIST_SHARDS }, (_, shard) => String(shard));
  const index = status
    ? { index: 'by-status', partitionKey: 'statusShard' }
    : { index: 'newest', partitionKey: 'listShard' };
  const { rows, next } = await queryNewestFirst(ports.dynamo, {
    list: { table: ports.table, sortKey: 'uploadedAtId', ...index },
    partitions: status ? shards.map((shard) => `${status}#${shard}`) : shards,
    span: { from, to, after },
    limit,
    row: imageRow,
  });
  const { expiresAt, ...validity } = linkValidity(ports.now());
  const linkTo = (key: string) => ports.link({ bucket: ports.thumbnailsBucket, key, ...validity });
  const images = await Promise.all(
    rows.map(async (row) => {
      const thumbnail = row.thumbnailKey === undefined ? null : await linkTo(row.thumbnailKey);
      return { ...showImage(row), links: { thumbnail } };
    }),
  );
  return {
    body: {
      images,
      count: images.length,
      next: next === undefined ? null : ports.cursors.seal(scope, next),
      linksExpireAt: expiresAt,
    },
  };
}
