import { useQuery } from '@tanstack/react-query';
import type * as z from 'zod';
import type { listConversationsRoute } from '../../../../functions/chat/list-conversations/route.ts';
import { useApi } from '../../api/api-context.tsx';

export type ConversationAnswer = z.output<(typeof listConversationsRoute)['answer']['body']>;
export type Conversation = ConversationAnswer['conversations'][number];

export const CONVERSATIONS_KEY = ['conversations'];

/** Those that the user belongs to. */
export function useConversations() {
  const api = useApi();
  return useQuery({
    queryKey: CONVERSATIONS_KEY,
    queryFn: ({ signal }) => api.get<ConversationAnswer>('/conversations', {}, signal),
  });
}
