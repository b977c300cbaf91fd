import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Composer } from './composer.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import { ConversationList } from './conversation-list.tsx';
import { titleOf } from './conversation-title.ts';
import { MessageList } from './message-list.tsx';
import { useConversations } from './use-conversations.ts';
import { WhoIsHere } from './who-is-here.tsx';
import './chat.css';

/** The conversations at the side, one of them in full. */
export function ChatView() {
  const { t } = useTranslation();
  const { conversationId } = useParams();
  const conversations = useConversations();

  if (conversations.isError) {
    return (
      <div className="view">
        <Failure error={conversations.error} retry={() => void conversations.refetch()} />
      </div>
    );
  }
  const known = conversations.data?.conversations;
  const [first] = known ?? [];
  if (conversationId === undefined && first) return <Navigate to={`/chat/${first.id}`} replace />;
  const shown = known?.find(({ id }) => id === conversationId);

  return (
    <div className="chat">
      <aside className="chat-side">{known ? <ConversationList conversations={known} /> : <Loading rows={2} />}</aside>
      <section className="chat-main" aria-label={shown && titleOf(shown, t)}>
        <header className="chat-head">
          <h1>{shown ? titleOf(shown, t) : t('views.chat')}</h1>
          {shown?.kind === 'general' && <WhoIsHere />}
          <ConnectionBadge />
        </header>
        {shown && <MessageList key={shown.id} conversationId={shown.id} />}
        {shown && <Composer key={`compose ${shown.id}`} conversationId={shown.id} />}
        {known && !shown && <Empty title={t('chat.noSuchConversation')} />}
      </section>
    </div>
  );
}
