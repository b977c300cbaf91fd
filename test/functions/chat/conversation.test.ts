import {
  addressesBot,
  botConversationOf,
  resolveConversation,
  withoutMention,
} from '../../../functions/chat/conversation.ts';
import { checkMembership } from '../../../functions/chat/membership.ts';

describe('the bot', () => {
  it.each([
    ['in its own conversation, whatever is said', botConversationOf('ana'), 'hello', true],
    ['by its name', 'general', '@bot what can you do?', true],
    ['in the middle of a sentence, in any case', 'general', 'hey @Bot, help', true],
    ['not when it is not named', 'general', 'a bot told me', false],
    ['not by a mail address', 'general', 'write to robot@bot.example', false],
    ['not by the name of another', 'general', 'ask @bottom', false],
  ])('is addressed %s', (_, conversationId, content, addressed) => {
    expect(addressesBot({ conversationId, content })).toBe(addressed);
  });

  it.each([
    ['@bot, what is my status?', 'what is my status?'],
    ['help me @bot please', 'help me please'],
    ['@BOT', ''],
    ['hello', 'hello'],
  ])('is told what is said to it, without its name: %s', (content, said) => {
    expect(withoutMention(content)).toBe(said);
  });

  it('is found under its name by everybody, each in a conversation of his own', () => {
    expect(resolveConversation('bot', 'ana')).toBe('bot:ana');
    expect(resolveConversation('general', 'ana')).toBe('general');
  });
});

describe('a conversation', () => {
  const conversations = {
    create: async () => {},
    ofUser: async () => [],
    isMember: async (conversationId: string, userId: string) => conversationId === 'team' && userId === 'ana',
  };
  const check = (userId: string, conversationId: string) => checkMembership(userId, conversationId, conversations);

  it.each([
    ['ana', 'general'],
    ['ana', 'bot:ana'],
    ['ana', 'team'],
  ])('lets %s into %s', async (userId, conversationId) => {
    await expect(check(userId, conversationId)).resolves.toBeUndefined();
  });

  it.each([
    ['ben', 'bot:ana'],
    ['ben', 'team'],
    ['ana', 'nowhere'],
  ])('does not let %s into %s, and does not say whether there is one', async (userId, conversationId) => {
    await expect(check(userId, conversationId)).rejects.toMatchObject({
      code: 'NotAMember',
      message: `you are in no conversation ${conversationId}`,
    });
  });
});
