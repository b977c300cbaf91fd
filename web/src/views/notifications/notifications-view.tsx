import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useSeen } from '../../app/notifications-provider.tsx';
import { useUser } from '../../auth/session.tsx';
import { notificationListQuery } from '../../notifications/queries.ts';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { NotificationCard } from './notification-card.tsx';
import { NotificationForm } from './notification-form.tsx';
import './notifications.css';

/** What the user was told, newest first, and a form to tell somebody something. */
export function NotificationsView() {
  const { t } = useTranslation();
  const [isComposing, setComposing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setComposing(false);
    button.current?.focus();
  };
  return (
    <div className="view">
      <div className="view-head">
        <h1>{t('views.notifications')}</h1>
        <Button
          ref={button}
          className={isComposing ? 'button' : 'button button-primary'}
          aria-expanded={isComposing}
          onPress={() => setComposing(!isComposing)}
        >
          {t('notifications.compose')}
        </Button>
      </div>
      {isComposing && <NotificationForm onDone={close} />}
      <NotificationList />
    </div>
  );
}

function NotificationList() {
  const { t } = useTranslation();
  const api = useApi();
  const { id } = useUser();
  const list = useInfiniteQuery(notificationListQuery(api, id));
  const notifications = list.data?.pages.flatMap((page) => page.notifications) ?? [];
  const newSince = useLooking(notifications[0]?.createdAt);

  if (list.isPending) return <Loading rows={5} />;
  return (
    <>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && notifications.length === 0 && <Empty title={t('notifications.empty')} />}
      <ul className="notification-list" aria-label={t('notifications.list')}>
        {notifications.map((notification) => (
          <li key={notification.id}>
            <NotificationCard
              notification={notification}
              isNew={newSince === undefined || notification.createdAt > newSince}
            />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="button notification-more"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t(list.isFetchingNextPage ? 'states.loading' : 'notifications.more')}
        </button>
      )}
    </>
  );
}

/**
 * Takes the newest as seen while somebody looks.
 *
 * @returns until when he had seen them before he looked
 */
function useLooking(newest: string | undefined): string | undefined {
  const seen = useSeen();
  const [before] = useState(seen.until);
  useEffect(() => {
    if (newest === undefined) return;
    const look = () => {
      if (document.visibilityState === 'visible') seen.moveTo(newest);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [seen, newest]);
  return before;
}
