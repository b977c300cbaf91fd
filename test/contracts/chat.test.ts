import { chatMessageDelivered } from '../../events/chat-message-delivered/v1.ts';
import { chatReplyFailed } from '../../events/chat-reply-failed/v1.ts';
import { eventOf } from '../../events/contract.ts';
import { newMessage } from '../../functions/chat/message.ts';
import { ODD_EVENTS, workflow } from './support/workflow.ts';

const chatMessage = workflow('chat-message');
const chatPresence = workflow('chat-presence');

const variables = {
  eventId: 'e1',
  correlationId: 'c1',
  actor: 'ana',
  eventKey: 'general/ana/m1',
  replyId: 'ab12',
  message: {
    event: 'message',
    messageId: 'm1',
    conversationId: 'general',
    userId: 'ana',
    type: 'USER_MESSAGE',
    content: 'hola',
    sentAt: '2026-03-01T10:00:00.000Z',
    sequence: 7,
  },
};

describe('reading the event', () => {
  test.each(ODD_EVENTS)('never fails, whatever arrives: %s', async (_, event) => {
    expect(await chatMessage.assigns('Read the event', event)).toMatchObject({
      eventId: expect.stringMatching(/./),
      correlationId: expect.stringMatching(/./),
      actor: expect.stringMatching(/./),
    });
    expect(await chatPresence.assigns('Read the event', event)).toMatchObject({
      correlationId: expect.stringMatching(/./),
      userId: expect.stringMatching(/./),
    });
  });

  test('takes the speaker for the actor when nobody says who it was', async () => {
    expect(
      await chatMessage.assigns('Read the event', { id: 'e1', detail: { data: { userId: 'ana' } } }),
    ).toMatchObject({ actor: 'ana', correlationId: 'e1' });
  });
});

describe('publishing', () => {
  test('Chat Message Delivered keeps to its contract', async () => {
    const event = await chatMessage.publishes('Publish Chat Message Delivered', {
      ...variables,
      states: { input: { recipients: 3 } },
    });
    expect(eventOf(chatMessageDelivered).parse(event)).toMatchObject({
      detail: {
        metadata: { correlationId: 'c1', causationId: 'e1', idempotencyKey: 'general/ana/m1/delivered' },
        data: { sequence: 7, recipients: 3, type: 'USER_MESSAGE' },
      },
    });
  });

  test('Chat Reply Failed keeps to its contract', async () => {
    const reason = { code: 'ThrottlingException', message: 'asking the bot failed with ThrottlingException' };
    const event = await chatMessage.publishes('Publish Chat Reply Failed', {
      ...variables,
      states: { input: { reason } },
    });
    expect(eventOf(chatReplyFailed).parse(event)).toMatchObject({ detail: { data: { messageId: 'm1', reason } } });
  });
});

test('an apology is a message that can be kept', async () => {
  const assigned = await chatMessage.assigns('Apologize', {}, variables);
  expect(assigned).toMatchObject({ reply: { messageId: 'ab12', userId: 'bot' } });
  expect(newMessage.safeParse(Object(assigned).reply)).toMatchObject({ success: true });
});

test('a shard counts for a thousand who are sent the message', async () => {
  const states = { result: { Payload: { sent: 1_000, stale: 0, failed: 0, shards: 2 } } };
  expect(await chatMessage.puts('Broadcast the message', { ...variables, states })).toEqual({ recipients: 3_000 });
});

describe('presence', () => {
  test('looks how many connections there are', async () => {
    const count = (Item: unknown) => chatPresence.puts('Look up the connections', { states: { result: { Item } } });

    expect(await count({ connectionIds: { SS: ['k1', 'k2'] } })).toEqual({ connections: 2 });
    expect(await count({ connectionIds: { SS: ['k1'] } })).toEqual({ connections: 1 });
    expect(await count(undefined)).toEqual({ connections: 0 });
  });
});
