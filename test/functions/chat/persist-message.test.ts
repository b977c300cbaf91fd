import type { NewMessage } from '../../../functions/chat/message.ts';
import { persistMessage } from '../../../functions/chat/persist/persist-message.ts';

describe('persisting a message', () => {
  let appended: NewMessage[];
  let known: { repeated: boolean; delivered: boolean; replied: boolean };
  beforeEach(() => {
    appended = [];
    known = { repeated: false, delivered: false, replied: false };
  });
  const persist = (message: unknown, type: 'USER_MESSAGE' | 'BOT_RESPONSE' = 'USER_MESSAGE') =>
    persistMessage(
      { type, message, correlationId: 'c1' },
      {
        append: async (message) => {
          appended.push(message);
          return { sequence: 7, ...known };
        },
        read: async () => ({ messages: [], more: false }),
      },
    );
  const MESSAGE = {
    messageId: 'm1',
    conversationId: 'general',
    userId: 'ana',
    content: 'hola',
    sentAt: '2026-03-01T10:00:00.000Z',
  };

  it('makes the frame that the conversation is sent', async () => {
    expect(await persist(MESSAGE)).toEqual({
      outcome: 'persisted',
      sequence: 7,
      frame: { event: 'message', type: 'USER_MESSAGE', ...MESSAGE, sequence: 7, correlationId: 'c1' },
      receipt: 'receipt#ana#m1',
      toDeliver: true,
      toReply: false,
    });
  });

  it.each([
    ['nothing was done about', { delivered: false, replied: false }, { toDeliver: true, toReply: true }],
    ['was delivered', { delivered: true, replied: false }, { toDeliver: false, toReply: true }],
    ['was delivered and answered', { delivered: true, replied: true }, { toDeliver: false, toReply: false }],
  ])('of a repetition that %s, leaves to do what is left', async (_, done, left) => {
    known = { repeated: true, ...done };
    expect(await persist({ ...MESSAGE, content: '@bot help' })).toMatchObject(left);
  });

  it('never answers the bot', async () => {
    const reply = {
      ...MESSAGE,
      conversationId: 'bot:ana',
      userId: 'bot',
      metadata: { intent: 'Help', confidence: 1, locale: 'en_US' },
    };
    expect(await persist(reply, 'BOT_RESPONSE')).toMatchObject({ toReply: false, frame: { type: 'BOT_RESPONSE' } });
    expect(appended[0]?.metadata).toEqual(reply.metadata);
  });

  it('does not let a person speak as the bot', async () => {
    await persist({ ...MESSAGE, type: 'BOT_RESPONSE', metadata: { intent: 'Help', confidence: 1, locale: null } });
    expect(appended[0]).toEqual({ ...MESSAGE, type: 'USER_MESSAGE' });
  });

  it.each([
    ['nothing', null],
    ['text', 'hola'],
    ['a message without content', { ...MESSAGE, content: '' }],
    ['a message of no time', { ...MESSAGE, sentAt: 'today' }],
    ['a message with an odd name', { ...MESSAGE, messageId: 'a b' }],
  ])('rejects %s, with the reason', async (_, message) => {
    expect(await persist(message)).toMatchObject({ outcome: 'rejected', reason: { code: 'InvalidMessage' } });
    expect(appended).toEqual([]);
  });
});
