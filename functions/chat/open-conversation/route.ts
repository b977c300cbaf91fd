import * as z from 'zod';
import { userId } from '../../../events/chat-text.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { MAX_TITLE_CHARACTERS, shownConversation } from '../shown-conversation.ts';

/** Each of them is looked up once, with all of his connections. */
export const MAX_MEMBERS = 50;

export const openConversationRoute = defineRoute({
  name: 'openConversation',
  method: 'POST',
  path: '/conversations',
  summary: 'Open a conversation with some others',
  access: 'member',
  parameters: none,
  query: none,
  body: z.strictObject({
    title: z.string().trim().min(1, 'must not be empty').max(MAX_TITLE_CHARACTERS),
    members: z
      .array(userId.regex(/^[\w.-]+$/, 'must be the sub of a user'))
      .min(1)
      .max(MAX_MEMBERS)
      .describe('Users, by `sub`, beside oneself.'),
  }),
  answer: {
    status: 200,
    description: 'The conversation; its members hear what is said in it from now on',
    body: shownConversation.extend({ members: z.array(userId) }),
  },
});
