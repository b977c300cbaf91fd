import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type * as z from 'zod';
import type { getNotificationRoute } from '../../../functions/notifications/get/route.ts';
import type { listNotificationsRoute } from '../../../functions/notifications/list/route.ts';
import type { ApiClient } from '../api/api-client.ts';
import { justAfter } from './seen.ts';

type NotificationPage = z.output<(typeof listNotificationsRoute)['answer']['body']>;
export type Notification = z.output<(typeof getNotificationRoute)['answer']['body']>;

/** Of lists and counts: whatever changes when one comes. */
export const NOTIFICATIONS_KEY = ['notifications'];

const PAGE_NOTIFICATIONS = 20;
/** Beyond these it does not matter how many they are; the server lists no more at once. */
export const MAX_UNREAD = 99;

/** One's own, newest first, page by page: also an admin's are one's own here. */
export function notificationListQuery(api: ApiClient, recipient: string) {
  return infiniteQueryOptions({
    queryKey: [...NOTIFICATIONS_KEY, 'list', recipient],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<NotificationPage>('/notifications', { recipient, limit: PAGE_NOTIFICATIONS, cursor }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: NotificationPage) => next ?? undefined,
  });
}

/** How many came after a time; more than {@link MAX_UNREAD} are not counted. */
export function unreadQuery(api: ApiClient, recipient: string, seenUntil: string | undefined) {
  const from = seenUntil && justAfter(seenUntil);
  return queryOptions({
    queryKey: [...NOTIFICATIONS_KEY, 'unread', recipient, from],
    queryFn: async ({ signal }) => {
      const query = { recipient, from, limit: MAX_UNREAD + 1 };
      return (await api.get<NotificationPage>('/notifications', query, signal)).count;
    },
    placeholderData: keepPreviousData,
  });
}

export function notificationQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['notification', id],
    queryFn: ({ signal }) => api.get<Notification>(`/notifications/${id}`, {}, signal),
  });
}
