import { isAdmin } from '../../shared/http/caller.ts';
import { NotFound } from '../../shared/http/problem.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import type { RowReader } from '../../shared/row-reader.ts';
import { notificationRow, showNotification } from '../shown-notification.ts';
import type { getNotificationRoute } from './route.ts';

/** @throws NotFound when there is none, and just so when it is somebody else's */
export async function getNotification(
  { parameters, caller }: RequestOf<typeof getNotificationRoute>,
  notifications: RowReader,
) {
  const found = await notifications.read(parameters.id);
  const row = found && notificationRow.parse(found);
  if (row && (row.recipient === caller.userId || isAdmin(caller))) return { body: showNotification(row) };
  throw new NotFound(`You have no notification with the id ${parameters.id}, or not yet.`);
}
