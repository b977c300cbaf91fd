import * as z from 'zod';
import { conversationId } from '../../../events/chat-text.ts';
import { defineRoute } from '../../shared/http/route.ts';
import { DEFAULT_PAGE_MESSAGES, MAX_PAGE_MESSAGES } from '../history/page-limits.ts';
import { message } from '../message.ts';

const place = z
  .string()
  .regex(/^\d{1,12}$/, 'must be a sequence number')
  .transform(Number);
const SIZES = `must be a whole number from 1 to ${MAX_PAGE_MESSAGES}`;

export const listMessagesRoute = defineRoute({
  name: 'listMessages',
  method: 'GET',
  path: '/conversations/{id}/messages',
  summary: 'What was said in a conversation, in its order',
  access: 'member',
  parameters: z.strictObject({
    id: conversationId.describe('`general`, `bot` for one’s own with the bot, or the id of a conversation one is in.'),
  }),
  query: z
    .strictObject({
      after: place.optional().describe('Only what came after the message with this sequence number, the first of it.'),
      before: place.optional().describe('Only what came before it, the newest of it.'),
      limit: z
        .string()
        .regex(/^[1-9]\d{0,4}$/, SIZES)
        .transform(Number)
        .pipe(z.number().max(MAX_PAGE_MESSAGES, SIZES))
        .optional()
        .transform((size) => size ?? DEFAULT_PAGE_MESSAGES)
        .describe(`How many at most: 1 to ${MAX_PAGE_MESSAGES}, ${DEFAULT_PAGE_MESSAGES} when it is left out.`),
    })
    .refine(({ after, before }) => after === undefined || before === undefined, 'after and before exclude each other'),
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'A part of the conversation; the newest, when neither after nor before is given',
    body: z.object({
      messages: z.array(message),
      count: z.number().int().min(0),
      more: z.boolean().describe('Whether there is more in the direction that was asked for.'),
    }),
  },
});
