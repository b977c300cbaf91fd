import * as z from 'zod';
import { defineRoute, none } from '../../shared/http/route.ts';
import { shownConversation } from '../shown-conversation.ts';

export const listConversationsRoute = defineRoute({
  name: 'listConversations',
  method: 'GET',
  path: '/conversations',
  summary: 'The conversations that one belongs to',
  access: 'member',
  parameters: none,
  query: none,
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'The two that everybody has, and those that one was taken into, 100 at most',
    body: z.object({ conversations: z.array(shownConversation), count: z.number().int().min(0) }),
  },
});
