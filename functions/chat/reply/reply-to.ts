import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { guessLocale } from '../bot/guess-locale.ts';
import { FALLBACK_INTENT, type Locale } from '../bot/language.ts';
import { languageOf } from '../bot/languages.ts';
import { BOT_USER_ID, partnerOfBot, withoutMention } from '../conversation.ts';
import type { Message, newMessage } from '../message.ts';
import type { Bot } from './bot.ts';

export interface Reply {
  readonly message: z.infer<typeof newMessage>;
  readonly intent: string;
  readonly confidence: number | undefined;
  readonly locale: Locale;
}

/** What the bot is told by somebody who says no more than its name. */
const CALLED_BY_NAME: Readonly<Record<Locale, string>> = { en_US: 'hello', es_419: 'hola' };

/** What a message may hold, so that Lex never fails for what it is sent. */
const MAX_CONTENT_CHARACTERS = 1_000;

export interface ReplyRequest {
  /** What was said to the bot. */
  readonly message: Pick<Message, 'conversationId' | 'userId' | 'content'>;
  /** What the reply is to be called: the same for a repetition, so that a message has one reply at most. */
  readonly replyId: string;
  readonly correlationId: string;
}

export interface ReplyPorts {
  readonly bot: Bot;
  now(): Date;
}

/** Asks the bot, and makes a message of what it answers. */
export async function replyTo(
  { message, replyId, correlationId }: ReplyRequest,
  { bot, now }: ReplyPorts,
): Promise<Reply> {
  const said = withoutMention(message.content);
  const locale = guessLocale(said);
  const answer = await bot.ask({
    text: said || CALLED_BY_NAME[locale],
    locale,
    sessionId: sessionOf(message),
    correlationId,
  });
  const intent = answer.intent ?? FALLBACK_INTENT;
  const confidence = intent === FALLBACK_INTENT ? undefined : answer.confidence;
  const content = answer.messages.join('\n').trim() || languageOf(locale).notUnderstood;
  return {
    intent,
    confidence,
    locale,
    message: {
      messageId: replyId,
      conversationId: message.conversationId,
      userId: BOT_USER_ID,
      content: Array.from(content).slice(0, MAX_CONTENT_CHARACTERS).join(''),
      sentAt: now().toISOString(),
      metadata: { intent, confidence: confidence ?? null, locale },
    },
  };
}

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html */
const SESSION_ID = /^[0-9a-zA-Z._:-]{2,100}$/;

/** A dialogue is that of one user in one conversation: what another says in between is none of its business. */
function sessionOf({ conversationId, userId }: ReplyRequest['message']): string {
  const name = partnerOfBot(conversationId) === userId ? conversationId : `${conversationId}:${userId}`;
  return SESSION_ID.test(name) ? name : createHash('sha256').update(name).digest('hex');
}
