import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat, useChatState, useConversation } from '../../app/chat-provider.tsx';
import { useUser } from '../../auth/session.tsx';
import type { Message } from '../../chat/frames.ts';
import { Empty, Loading } from '../../ui/states.tsx';
import { MessageBubble } from './message-bubble.tsx';
import { OutgoingBubble } from './outgoing-bubble.tsx';

/** So near to its end the list follows what is said. */
const NEAR_PIXELS = 80;

/** A conversation: older messages as one scrolls up, new ones as they come. */
export function MessageList({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation();
  const chat = useChat();
  const { id: userId } = useUser();
  const { isLoaded, hasOlder, messages, outgoing, typing } = useConversation(conversationId);
  const { online } = useChatState();
  const list = useScrolled(messages[0]?.sequence, messages.length + outgoing.length + typing.length);
  const top = useSeen(() => chat.loadOlder(conversationId), hasOlder);

  if (!isLoaded && outgoing.length === 0) {
    return (
      <div className="messages">
        <Loading rows={4} />
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div className="messages" ref={list} role="log" aria-label={t('chat.messages')} tabIndex={0}>
      {hasOlder && (
        <div ref={top} className="messages-older">
          <Loading rows={1} />
        </div>
      )}
      {isLoaded && messages.length + outgoing.length === 0 && <Empty title={t('chat.empty')} />}
      {messages.map((message, index) => (
        <MessageBubble
          key={message.sequence}
          message={message}
          isOwn={isOwn(message, userId)}
          follows={follows(message, messages[index - 1])}
          isOnline={message.userId !== userId && message.type === 'USER_MESSAGE' && online.has(message.userId)}
        />
      ))}
      {outgoing.map((message) => (
        <OutgoingBubble key={message.messageId} message={message} />
      ))}
      {typing.length > 0 && <p className="messages-typing">{t('chat.typing', { count: typing.length })}</p>}
    </div>
  );
}

const isOwn = ({ userId, type }: Message, me: string) => userId === me && type === 'USER_MESSAGE';

/** What one says in a row needs no name above each. */
function follows(message: Message, before: Message | undefined): boolean {
  return before?.userId === message.userId && before.type === message.type;
}

/** Keeps the end in sight when it was, and what is being read where it is when older messages come in above. */
function useScrolled(first: number | undefined, length: number) {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef<{ first: number | undefined; height: number; isAtEnd: boolean }>({
    first,
    height: 0,
    isAtEnd: true,
  });

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const remember = () => {
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PIXELS;
      before.current = { ...before.current, isAtEnd };
    };
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  });

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const { first: previous, height, isAtEnd } = before.current;
    if (isAtEnd) element.scrollTop = element.scrollHeight;
    else if (previous !== first) element.scrollTop += element.scrollHeight - height;
    before.current = { first, height: element.scrollHeight, isAtEnd };
  }, [first, length]);
  return list;
}

/** Calls when an element comes into sight, as long as that is wanted. */
function useSeen(onSeen: () => void, isWanted: boolean) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(onSeen);
  latest.current = onSeen;
  useEffect(() => {
    if (!isWanted || !element.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  });
  return element;
}
