import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Caller, isAdmin } from '../../shared/http/caller.ts';
import type { Cursors } from '../../shared/http/cursor.ts';
import { NotAllowed } from '../../shared/http/problem.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { LIST_SHARDS } from '../../shared/ledger/shards.ts';
import { type ListTable, queryNewestFirst } from '../../shared/list/dynamo-list.ts';
import { notificationRow, showListedNotification } from '../shown-notification.ts';
import { listNotificationsRoute } from './route.ts';

export interface ListNotificationsPorts {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly cursors: Cursors;
}

/**
 * Lists what the caller was told. Whose rows are read is decided here, by the token, and by nothing that a caller sends.
 *
 * @throws NotAllowed, InvalidRequest
 */
export async function listNotifications(
  { query, caller }: RequestOf<typeof listNotificationsRoute>,
  { dynamo, table, cursors }: ListNotificationsPorts,
) {
  const { limit, cursor, ...filter } = query;
  const recipient = recipientFor(caller, filter.recipient);
  const scope = { list: listNotificationsRoute.name, userId: caller.userId, filter };
  const after = cursor === undefined ? undefined : cursors.open(scope, cursor);
  const { rows, next } = await queryNewestFirst(dynamo, {
    ...(recipient === undefined ? ofEverybody(table) : of(recipient, table)),
    span: { from: filter.from, to: filter.to, after },
    limit,
    row: notificationRow,
  });
  const notifications = rows.map(showListedNotification);
  return {
    body: { notifications, count: notifications.length, next: next === undefined ? null : cursors.seal(scope, next) },
  };
}

/** @returns whose notifications may be shown; undefined for everybody's */
function recipientFor(caller: Caller, wanted: string | undefined): string | undefined {
  if (isAdmin(caller)) return wanted;
  if (wanted === undefined || wanted === caller.userId) return caller.userId;
  throw new NotAllowed('These are somebody else’s notifications; leave recipient out to see your own.');
}

interface Source {
  readonly list: ListTable;
  readonly partitions: readonly string[];
}

function of(recipient: string, table: string): Source {
  const list = { table, index: 'by-recipient', partitionKey: 'recipient', sortKey: 'createdAtId' };
  return { list, partitions: [recipient] };
}

function ofEverybody(table: string): Source {
  const list = { table, index: 'newest', partitionKey: 'listShard', sortKey: 'createdAtId' };
  return { list, partitions: Array.from({ length: LIST_SHARDS }, (_, shard) => String(shard)) };
}
