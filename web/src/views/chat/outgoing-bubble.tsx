import { useTranslation } from 'react-i18next';
import { useChat } from '../../app/chat-provider.tsx';
import type { OutgoingMessage } from '../../chat/outbox.ts';
import { serverWords } from '../../i18n/server-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { MessageText } from './message-text.tsx';
import { TimeOfDay } from './time-of-day.tsx';

/** What the user has said and what has become of it so far. */
export function OutgoingBubble({ message }: { readonly message: OutgoingMessage }) {
  const { t } = useTranslation();
  const chat = useChat();
  const { messageId, status, content, sentAt, reason } = message;
  return (
    <article className={`bubble bubble-own bubble-${status}`}>
      <div className="bubble-text">
        <MessageText text={content} />
      </div>
      <footer className="bubble-foot">
        <TimeOfDay time={sentAt} />
        <span role="status">{t(`chat.${status}`)}</span>
      </footer>
      {status === 'failed' && (
        <div className="bubble-failed">
          <span>{reason && serverWords('frames', reason, t)}</span>
          <button type="button" className="button button-quiet" onClick={() => chat.retry(messageId)}>
            <Icon name="retry" size={14} /> {t('states.retry')}
          </button>
          <button type="button" className="button button-quiet" onClick={() => chat.discard(messageId)}>
            {t('chat.discard')}
          </button>
        </div>
      )}
    </article>
  );
}
