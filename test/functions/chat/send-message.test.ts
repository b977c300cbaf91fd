import { chatMessageSent } from '../../../events/chat-message-sent/v1.ts';
import { eventOf } from '../../../events/contract.ts';
import type { ChatEvent } from '../../../functions/chat/chat-event.ts';
import { sendMessage } from '../../../functions/chat/sendmessage/send-message.ts';

const NOW = Date.parse('2026-03-01T10:00:00.000Z');

describe('sending a message', () => {
  let published: ChatEvent[];
  let retryTime: number | undefined;
  beforeEach(() => {
    published = [];
    retryTime = undefined;
  });

  const send = (conversationId = 'general') =>
    sendMessage(
      { userId: 'ana', conversationId, messageId: 'm1', content: 'hola', correlationId: 'c1', receivedAt: NOW },
      {
        conversations: { create: async () => {}, isMember: async () => false, ofUser: async () => [] },
        rateLimit: { count: async (name) => (name === 'sendmessage#ana' ? retryTime : undefined) },
        allowance: { limit: 100, windowMilliseconds: 60_000 },
        publish: async (event) => {
          published.push(event);
        },
        now: () => NOW,
      },
    );

  it('acknowledges it when it is an event that keeps to its contract', async () => {
    expect(await send()).toEqual({
      event: 'ack',
      messageId: 'm1',
      conversationId: 'general',
      acceptedAt: '2026-03-01T10:00:00.000Z',
      correlationId: 'c1',
    });
    const [event] = published;
    expect(event).toMatchObject({ contract: chatMessageSent, actor: 'ana', idempotencyKey: 'general/ana/m1' });
    const asReceived = {
      source: 'telar.chat',
      'detail-type': 'Chat Message Sent',
      detail: { metadata: {}, data: event?.data },
    };
    expect(eventOf(chatMessageSent).safeParse(asReceived)).toMatchObject({ success: true });
  });

  it('to a conversation that one is not in is refused, and nothing is published', async () => {
    await expect(send('bot:ben')).rejects.toMatchObject({ code: 'NotAMember' });
    expect(published).toEqual([]);
  });

  it('above the limit is refused with the time to go on, and nothing is published', async () => {
    retryTime = NOW + 12_000;
    await expect(send()).rejects.toMatchObject({
      code: 'RateLimited',
      details: { retryAt: '2026-03-01T10:00:12.000Z', retryAfterMilliseconds: 12_000 },
    });
    expect(published).toEqual([]);
  });
});
