import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChatState } from '../../app/chat-provider.tsx';

const SECOND = 1_000;

/** "Connected", or what is being done about it. Screen readers hear of a change, but not of each second. */
export function ConnectionBadge() {
  const { t } = useTranslation();
  const { connection } = useChatState();
  const retryAt = connection.status === 'waiting' ? connection.retryAt : undefined;
  const seconds = useSecondsUntil(retryAt);
  return (
    <div className={`badge badge-${connection.status}`}>
      <span className="visually-hidden" role="status">
        {t(connection.status === 'waiting' ? 'chat.lost' : `chat.${connection.status}`)}
      </span>
      <span aria-hidden="true">
        {connection.status === 'waiting' ? t('chat.waiting', { seconds }) : t(`chat.${connection.status}`)}
      </span>
    </div>
  );
}

/** Whole seconds, rounded up, until a time in milliseconds since 1970; 0 without one. */
export function useSecondsUntil(time: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (time === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), SECOND / 2);
    return () => clearInterval(timer);
  }, [time]);
  return time === undefined ? 0 : Math.max(0, Math.ceil((time - now) / SECOND));
}
