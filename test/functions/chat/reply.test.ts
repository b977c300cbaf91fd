import { guessLocale } from '../../../functions/chat/bot/guess-locale.ts';
import type { Understanding } from '../../../functions/chat/reply/bot.ts';
import { replyTo } from '../../../functions/chat/reply/reply-to.ts';

describe('the reply of the bot', () => {
  const asked: { text: string; locale: string; sessionId: string }[] = [];
  const reply = (content: string, answer: Partial<Understanding> = {}, conversationId = 'bot:ana') =>
    replyTo(
      { message: { conversationId, userId: 'ana', content }, replyId: 'r1', correlationId: 'c1' },
      {
        bot: {
          ask: async (question) => {
            asked.unshift(question);
            return { messages: ['I can …'], intent: 'Help', confidence: 0.93, ...answer };
          },
        },
        now: () => new Date('2026-03-01T10:00:00.000Z'),
      },
    );

  it('is a message of its own, with what was understood', async () => {
    expect(await reply('help')).toMatchObject({
      message: {
        messageId: 'r1',
        conversationId: 'bot:ana',
        userId: 'bot',
        content: 'I can …',
        sentAt: '2026-03-01T10:00:00.000Z',
        metadata: { intent: 'Help', confidence: 0.93, locale: 'en_US' },
      },
    });
    expect(asked[0]).toEqual({ text: 'help', locale: 'en_US', sessionId: 'bot:ana', correlationId: 'c1' });
  });

  it.each([
    ['has nothing to say', 'help', 'Sorry, I couldn\'t understand that. Say "help" to see what I can do.'],
    [
      'has nothing to say in Spanish',
      'ayuda por favor',
      'Perdona, no pude entender eso. Di «ayuda» para ver lo que sé hacer.',
    ],
  ])('is polite when Lex %s', async (_, said, content) => {
    expect(await reply(said, { messages: [], intent: undefined, confidence: undefined })).toMatchObject({
      intent: 'FallbackIntent',
      message: { content, metadata: { intent: 'FallbackIntent', confidence: null } },
    });
  });

  it('belongs to a dialogue of one user, also where others speak', async () => {
    await reply('@bot help', {}, 'general');
    expect(asked[0]).toMatchObject({ text: 'help', sessionId: 'general:ana' });
  });

  it('greets whoever says no more than its name', async () => {
    await reply('@bot', {}, 'general');
    expect(asked[0]).toMatchObject({ text: 'hello' });
  });

  it.each([
    ['what is the status of my order', 'en_US'],
    ['hola', 'es_419'],
    ['donde esta mi pedido', 'es_419'],
    ['¿status?', 'es_419'],
    ['cuenta', 'es_419'],
    ['delivery', 'en_US'],
    ['good evening', 'en_US'],
    ['necesito ayuda con mi cuenta', 'es_419'],
    ['12345', 'en_US'],
  ])('is in the language of the question: %s', (said, locale) => {
    expect(guessLocale(said)).toBe(locale);
  });
});
