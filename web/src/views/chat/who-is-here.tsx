import { useTranslation } from 'react-i18next';
import { useChatState } from '../../app/chat-provider.tsx';

/** How many people are connected, as far as that is told. */
export function WhoIsHere() {
  const { t } = useTranslation();
  const { online } = useChatState();
  return online.size > 0 && <span className="chat-here">{t('chat.here', { count: online.size })}</span>;
}
