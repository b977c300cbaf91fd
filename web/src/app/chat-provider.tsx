import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { idToken, useUser } from '../auth/session.tsx';
import { ChatClient, type ChatState, type ConversationView } from '../chat/chat-client.ts';
import { browserPorts } from '../chat/ports.ts';
import { useConfig } from './config-context.tsx';

const ChatContext = createContext<ChatClient | undefined>(undefined);

/** One connection for all views: chat, and news of what else the user has done. */
export function ChatProvider({ children }: { readonly children: ReactNode }) {
  const { webSocketUrl: url } = useConfig();
  const { id: userId } = useUser();
  const [chat, setChat] = useState<ChatClient>();

  useEffect(() => {
    const client = new ChatClient({ url, userId, ports: browserPorts(idToken) });
    const online = () => client.connect();
    const offline = () => client.interrupt();
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    client.connect();
    setChat(client);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      client.close();
    };
  }, [url, userId]);

  return chat && <ChatContext value={chat}>{children}</ChatContext>;
}

export function useChat(): ChatClient {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error('useChat needs a ChatProvider above it');
  return chat;
}

export function useChatState(): ChatState {
  const chat = useChat();
  return useSyncExternalStore(chat.subscribe, chat.state);
}

/** Follows a conversation as long as it is on the screen. */
export function useConversation(conversationId: string): ConversationView {
  const chat = useChat();
  useEffect(() => chat.open(conversationId), [chat, conversationId]);
  return useSyncExternalStore(chat.subscribe, () => chat.conversation(conversationId));
}
