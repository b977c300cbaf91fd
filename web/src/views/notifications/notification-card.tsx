import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { serverWords } from '../../i18n/server-words.ts';
import { type Notification, notificationQuery } from '../../notifications/queries.ts';
import { Moment } from '../../ui/moment.tsx';
import { MessageText } from '../chat/message-text.tsx';

/** Lists have no more of a message (functions/notifications/shown-notification.ts). */
const LISTED_CHARACTERS = 1_000;

export function NotificationCard({
  notification,
  isNew,
}: {
  readonly notification: Notification;
  readonly isNew: boolean;
}) {
  const { t } = useTranslation();
  const { id, title, message, priority, type, createdAt } = notification;
  return (
    <article
      className={isNew ? 'card notification notification-new' : 'card notification'}
      aria-labelledby={`title-${id}`}
    >
      <header className="notification-head">
        <h2 id={`title-${id}`}>{title ?? t('notifications.untitled')}</h2>
        {isNew && <span className="tag tag-new">{t('notifications.isNew')}</span>}
        {priority && priority !== 'normal' && (
          <span className={`tag tag-${priority}`}>{t(`notifications.${priority}`)}</span>
        )}
      </header>
      {message !== null && <Message id={id} listed={message} />}
      <p className="notification-foot">
        <Moment at={createdAt} />
        {type && <span>{type}</span>}
        <Outcome notification={notification} />
      </p>
    </article>
  );
}

/** A long message is fetched whole when somebody wants to read it. */
function Message({ id, listed }: { readonly id: string; readonly listed: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const [isWanted, setWanted] = useState(false);
  const { data } = useQuery({ ...notificationQuery(api, id), enabled: isWanted });
  const isCut = listed.length >= LISTED_CHARACTERS && data === undefined;
  return (
    <>
      <p className="notification-message">
        <MessageText text={data?.message ?? listed} />
        {isCut && ' …'}
      </p>
      {isCut && (
        <button type="button" className="button" disabled={isWanted} onClick={() => setWanted(true)}>
          {t('notifications.whole')}
        </button>
      )}
    </>
  );
}

function Outcome({ notification: { status, reason } }: { readonly notification: Notification }) {
  const { t } = useTranslation();
  if (status !== 'failed') return <span>{t(`notifications.${status}`)}</span>;
  return (
    <span className="field-error">
      {t('notifications.failed', { reason: reason ? serverWords('reasons', reason, t) : '' })}
    </span>
  );
}
