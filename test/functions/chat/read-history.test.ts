import { readHistory } from '../../../functions/chat/history/read-history.ts';
import type { Message } from '../../../functions/chat/message.ts';

const LONG = 'ñ'.repeat(1_000);

describe('a page of the history', () => {
  const messages = Array.from(
    { length: 100 },
    (_, index): Message => ({
      messageId: `m${index + 1}`,
      conversationId: 'general',
      userId: 'ana',
      type: 'USER_MESSAGE',
      content: LONG,
      sentAt: '2026-03-01T10:00:00.000Z',
      sequence: index + 1,
    }),
  );
  const read = (where: { after?: number; before?: number }) =>
    readHistory(
      'ana',
      { conversationId: 'general', limit: 100, ...where },
      {
        conversations: { create: async () => {}, isMember: async () => false, ofUser: async () => [] },
        messages: {
          append: async () => ({ sequence: 1, repeated: false, delivered: false, replied: false }),
          read: async () => ({ messages, more: false }),
        },
      },
    );

  it('is no larger than a frame may be, and says that there is more', async () => {
    const page = await read({ after: 0 });
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(128 * 1024);
    expect(page.more).toBe(true);
    expect(page.messages[0]?.sequence).toBe(1);
    expect(page.messages.length).toBeGreaterThan(40);
  });

  it('leaves out the oldest when it goes back from the newest', async () => {
    const page = await read({});
    expect(page.messages.at(-1)?.sequence).toBe(100);
    expect(page.more).toBe(true);
    expect(page.messages.map(({ sequence }) => sequence)).toEqual(
      [...page.messages].map(({ sequence }) => sequence).sort((a, b) => a - b),
    );
  });
});
