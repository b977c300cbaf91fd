import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api-context.tsx';
import { useUser } from '../auth/session.tsx';
import { MAX_UNREAD, unreadQuery } from '../notifications/queries.ts';
import { useSeenUntil } from './notifications-provider.tsx';

/** How many notifications came since the user looked: a number at the icon, words for screen readers. */
export function UnreadCount() {
  const { t } = useTranslation();
  const api = useApi();
  const { id } = useUser();
  const { data: count = 0 } = useQuery(unreadQuery(api, id, useSeenUntil()));
  if (count === 0) return null;
  const isMany = count > MAX_UNREAD;
  return (
    <span className="layout-count">
      <span aria-hidden="true">{isMany ? `${MAX_UNREAD}+` : count}</span>
      <span className="visually-hidden">
        {isMany ? t('notifications.unreadMany', { count: MAX_UNREAD }) : t('notifications.unread', { count })}
      </span>
    </span>
  );
}
