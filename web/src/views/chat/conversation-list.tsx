import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Icon } from '../../ui/icon.tsx';
import { titleOf } from './conversation-title.ts';
import type { Conversation } from './use-conversations.ts';

export function ConversationList({ conversations }: { readonly conversations: readonly Conversation[] }) {
  const { t } = useTranslation();
  return (
    <nav className="conversations" aria-label={t('chat.conversations')}>
      {conversations.map((conversation) => (
        <NavLink key={conversation.id} to={`/chat/${conversation.id}`} className="conversation">
          <Icon name={conversation.kind === 'bot' ? 'bot' : 'chat'} size={18} />
          <span>{titleOf(conversation, t)}</span>
        </NavLink>
      ))}
    </nav>
  );
}
