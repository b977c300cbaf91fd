import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../chat/frames.ts';
import { Icon } from '../../ui/icon.tsx';
import { MessageText } from './message-text.tsx';
import { TimeOfDay } from './time-of-day.tsx';

interface Props {
  readonly message: Message;
  readonly isOwn: boolean;
  /** Whether the message before is of the same person. */
  readonly follows: boolean;
  /** Whether who said it is known to be there. */
  readonly isOnline: boolean;
}

export const MessageBubble = memo(function MessageBubble({ message, isOwn, follows, isOnline }: Props) {
  const { t } = useTranslation();
  const isBot = message.type === 'BOT_RESPONSE';
  const kind = isBot ? 'bot' : isOwn ? 'own' : 'other';
  const author = isBot ? t('chat.bot') : isOwn ? t('chat.you') : (message.userName ?? t('chat.somebody'));
  return (
    <article className={`bubble bubble-${kind}`} data-sequence={message.sequence}>
      <header className={follows ? 'visually-hidden' : 'bubble-author'}>
        {isBot && <Icon name="bot" size={16} />}
        <span className="bubble-name">{author}</span>
        {isOnline && (
          <span className="bubble-online" title={t('chat.online')}>
            <span className="visually-hidden">{t('chat.online')}</span>
          </span>
        )}
      </header>
      <div className="bubble-text">
        <MessageText text={message.content} />
      </div>
      <footer className="bubble-foot">
        <TimeOfDay time={message.sentAt} />
        {isOwn && <Delivered />}
      </footer>
    </article>
  );
});

/** It has its place, which everybody sees. */
function Delivered() {
  const { t } = useTranslation();
  return (
    <span title={t('chat.delivered')}>
      <Icon name="check" size={14} />
      <span className="visually-hidden">{t('chat.delivered')}</span>
    </span>
  );
}
