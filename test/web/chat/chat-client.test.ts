import { ChatClient } from '../../../web/src/chat/chat-client.ts';
import type { Message } from '../../../web/src/chat/frames.ts';
import { fakePorts, settled } from './support/fake-ports.ts';

const CONVERSATION = 'general';

const message = (sequence: number, more: Partial<Message> = {}): Message => ({
  messageId: `other-${sequence}`,
  conversationId: CONVERSATION,
  userId: 'ana',
  content: `message ${sequence}`,
  sentAt: '2030-01-01T00:00:00.000Z',
  type: 'USER_MESSAGE',
  sequence,
  ...more,
});
const pushed = (sequence: number, more: Partial<Message> = {}) =>
  ({ event: 'message', correlationId: 'c', ...message(sequence, more) }) as const;
const history = (sequences: readonly number[], more = false) =>
  ({
    event: 'history',
    conversationId: CONVERSATION,
    messages: sequences.map((place) => message(place)),
    more,
  }) as const;

const present = (userIds: readonly string[], more = false) =>
  ({ event: 'present', conversationId: CONVERSATION, userIds, more }) as const;

type Options = NonNullable<Parameters<typeof fakePorts>[0]> & { readonly hasOlder?: boolean };

/** Connected, with the newest part of the conversation there. */
async function chatting(sequences: readonly number[] = [1, 2], { hasOlder = false, ...options }: Options = {}) {
  const fake = fakePorts(options);
  const chat = new ChatClient({ url: 'wss://x/dev', userId: 'me', ports: fake.ports });
  chat.open(CONVERSATION);
  chat.connect();
  await settled();
  fake.socket().accept();
  fake.socket().say(history(sequences, hasOlder));
  const places = () => chat.conversation(CONVERSATION).messages.map(({ sequence }) => sequence);
  const outgoing = () => chat.conversation(CONVERSATION).outgoing;
  return { ...fake, chat, places, outgoing };
}

/** Cut off, waited, and let in again. */
async function reconnect({ socket, pass }: Awaited<ReturnType<typeof chatting>>) {
  socket().cut();
  await pass(60_000);
  socket().accept();
}

describe('the connection', () => {
  it('brings the token as a subprotocol, and not in the address', async () => {
    const { socket } = await chatting();
    expect([socket().url, socket().protocols]).toEqual(['wss://x/dev', ['telar', 'token.1.x']]);
  });

  it('is mended after a wait with full jitter that grows, each time with a new token', async () => {
    const { chat, socket, sockets, pass, now } = await chatting([1], { random: 0.5 });
    for (const wait of [500, 1_000, 2_000]) {
      socket().cut();
      expect(chat.state().connection).toEqual({ status: 'waiting', retryAt: now() + wait });
      const before = sockets.length;
      await pass(wait - 1);
      expect(sockets).toHaveLength(before);
      await pass(1);
      expect(sockets).toHaveLength(before + 1);
    }
    expect(socket().protocols).toEqual(['telar', 'token.4.x']);
    socket().accept();
    expect(chat.state().connection).toEqual({ status: 'connected' });
  });

  it('does not wait when it is told that the browser is online again', async () => {
    const { chat, socket, sockets } = await chatting();
    socket().cut();
    chat.connect();
    await settled();
    expect(sockets).toHaveLength(2);
  });

  it('takes a socket for dead that does not answer a ping', async () => {
    const { chat, socket, pass } = await chatting();
    await pass(4 * 60_000);
    expect(socket().sentOf('ping')).toHaveLength(1);
    socket().say('{"event":"done","action":"ping"}');
    await pass(4 * 60_000 + 10_000);
    expect(chat.state().connection.status).toBe('waiting');
  });

  it('is renewed before two hours are over, without a moment between the old one and the new', async () => {
    const { chat, sockets, pass, socket } = await chatting();
    for (let minute = 0; minute < 110; minute += 1) {
      await pass(60_000);
      sockets[0]?.say('{"event":"done","action":"ping"}');
    }
    expect(sockets).toHaveLength(2);
    expect([chat.state().connection.status, sockets[0]?.isClosed]).toEqual(['connected', false]);
    socket().accept();
    expect([chat.state().connection.status, sockets[0]?.isClosed]).toEqual(['connected', true]);
  });

  it('is made anew with another token when the server says that the one it has ran out', async () => {
    const { chat, sockets, socket } = await chatting();
    const tokenOf = (each: { protocols: readonly string[] }) => each.protocols[1];
    socket().say({ event: 'error', code: 'TokenExpired', message: 'x', correlationId: 'c' });
    await settled();
    socket().accept();
    expect(sockets).toHaveLength(2);
    expect(new Set(sockets.map(tokenOf)).size).toBe(2);
    expect([chat.state().connection.status, sockets[0]?.isClosed]).toEqual(['connected', true]);
  });

  it('leaves no timer and no socket behind when it is closed', async () => {
    const { chat, socket, timers } = await chatting();
    chat.say(CONVERSATION, 'hello');
    chat.close();
    expect([timers(), socket().isClosed, chat.state().connection.status]).toEqual([0, true, 'closed']);
  });
});

describe('a conversation', () => {
  it('shows what is pushed in its order, and each message once', async () => {
    const { socket, places } = await chatting([1, 2]);
    for (const place of [3, 3, 4, 2]) socket().say(pushed(place));
    expect(places()).toEqual([1, 2, 3, 4]);
  });

  it('is asked for again when what was asked for does not come', async () => {
    const { chat, socket, pass, timers } = await chatting([1]);
    const before = timers();
    chat.open('bot');
    const asked = () =>
      socket()
        .sentOf('history')
        .filter(({ conversationId }) => conversationId === 'bot').length;
    expect(asked()).toBe(1);
    socket().say({ event: 'error', code: 'InternalError', message: 'our fault', correlationId: 'c' });
    await pass(10_000);
    expect(asked()).toBe(2);
    socket().say({ ...history([]), conversationId: 'bot' });
    expect(timers()).toBe(before);
    expect(chat.conversation('bot').isLoaded).toBe(true);
  });

  it('is fetched when it is opened, though something was said in it before that', async () => {
    const { ports, socket } = fakePorts();
    const chat = new ChatClient({ url: 'wss://x/dev', userId: 'me', ports });
    chat.connect();
    await settled();
    socket().accept();
    socket().say(pushed(3));
    chat.open(CONVERSATION);
    expect(socket().sentOf('history')).toHaveLength(1);
    socket().say(history([1, 2, 3]));
    expect(chat.conversation(CONVERSATION)).toMatchObject({ isLoaded: true });
    expect(chat.conversation(CONVERSATION).messages.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('asks once for what is missing, and shows what came too early only behind it', async () => {
    const { socket, places } = await chatting([1, 2]);
    for (const place of [5, 6]) socket().say(pushed(place));
    expect(places()).toEqual([1, 2]);
    expect(socket().sentOf('history').slice(1)).toMatchObject([{ after: 2 }]);
    socket().say(history([3, 4]));
    expect(places()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('does not wait for messages that the server has forgotten, and takes one that was only slow into its place', async () => {
    const { socket, places } = await chatting([1, 2]);
    socket().say(pushed(5));
    socket().say(history([]));
    expect(places()).toEqual([1, 2, 5]);
    socket().say(pushed(4));
    expect(places()).toEqual([1, 2, 4, 5]);
  });

  it('is whole after the connection was lost, page by page', async () => {
    const chatter = await chatting([1, 2]);
    await reconnect(chatter);
    const { socket, places } = chatter;
    expect(socket().sentOf('history')).toMatchObject([{ after: 2 }]);
    socket().say(history([3, 4], true));
    expect(socket().sentOf('history')).toMatchObject([{ after: 2 }, { after: 4 }]);
    socket().say(history([5]));
    expect(places()).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes back page by page until its beginning', async () => {
    const { chat, socket, places } = await chatting([5, 6], { hasOlder: true });
    chat.loadOlder(CONVERSATION);
    expect(socket().sentOf('history').at(-1)).toMatchObject({ before: 5 });
    socket().say(history([3, 4], false));
    expect([places(), chat.conversation(CONVERSATION).hasOlder]).toEqual([[3, 4, 5, 6], false]);
    const asked = socket().sent.length;
    chat.loadOlder(CONVERSATION);
    expect(socket().sent).toHaveLength(asked);
  });

  it('shows who types until they have said it, or for a moment', async () => {
    const { chat, socket, pass } = await chatting();
    const typing = () => chat.conversation(CONVERSATION).typing;
    socket().say({ event: 'typing', conversationId: CONVERSATION, userId: 'ana' });
    socket().say({ event: 'typing', conversationId: CONVERSATION, userId: 'me' });
    expect(typing()).toEqual(['ana']);
    socket().say(pushed(3));
    expect(typing()).toEqual([]);
    socket().say({ event: 'typing', conversationId: CONVERSATION, userId: 'ana' });
    await pass(4_000);
    expect(typing()).toEqual([]);
  });
});

describe('what the user says', () => {
  it('is on its way, then taken, then in its place', async () => {
    const { chat, socket, outgoing, places } = await chatting();
    chat.say(CONVERSATION, 'hello');
    expect(socket().sentOf('sendmessage')).toEqual([
      { action: 'sendmessage', conversationId: CONVERSATION, messageId: 'm1', message: 'hello' },
    ]);
    expect(outgoing()).toMatchObject([{ messageId: 'm1', status: 'sending' }]);
    socket().say({ event: 'ack', messageId: 'm1', conversationId: CONVERSATION, acceptedAt: '', correlationId: 'c' });
    expect(outgoing()).toMatchObject([{ messageId: 'm1', status: 'sent' }]);
    socket().say(pushed(3, { messageId: 'm1', userId: 'me' }));
    expect([outgoing(), places()]).toEqual([[], [1, 2, 3]]);
  });

  it('is sent again under the same name when it is not acknowledged, and after the connection was lost', async () => {
    const chatter = await chatting();
    const { chat, socket, pass } = chatter;
    chat.say(CONVERSATION, 'hello');
    await pass(10_000);
    expect(
      socket()
        .sentOf('sendmessage')
        .map(({ messageId }) => messageId),
    ).toEqual(['m1', 'm1']);
    await reconnect(chatter);
    expect(
      socket()
        .sentOf('sendmessage')
        .map(({ messageId }) => messageId),
    ).toEqual(['m1']);
  });

  it('waits, beyond a reload, until there is a connection', async () => {
    const { chat, socket, storage } = await chatting();
    socket().cut();
    chat.say(CONVERSATION, 'said offline');
    const again = await chatting([1], { storage });
    expect(again.outgoing()).toMatchObject([{ content: 'said offline', status: 'sending' }]);
    expect(again.socket().sentOf('sendmessage')).toMatchObject([{ messageId: 'm1', message: 'said offline' }]);
  });

  it('gets its places in the order in which it was said: each goes when the one before has its own', async () => {
    const { chat, socket, outgoing, pass } = await chatting();
    const sent = () =>
      socket()
        .sentOf('sendmessage')
        .map(({ messageId }) => messageId);
    const ack = (messageId: string) =>
      socket().say({ event: 'ack', messageId, conversationId: CONVERSATION, acceptedAt: '', correlationId: 'c' });
    for (const text of ['one', 'two', 'three']) chat.say(CONVERSATION, text);
    chat.say('elsewhere', 'at the same time');
    expect(sent()).toEqual(['m1', 'm4']);
    ack('m1');
    expect(sent()).toEqual(['m1', 'm4']);
    socket().say(pushed(3, { messageId: 'm1', userId: 'me' }));
    expect(sent()).toEqual(['m1', 'm4', 'm2']);

    ack('m2');
    ack('m4');
    await pass(5_000);
    expect(sent()).toEqual(['m1', 'm4', 'm2', 'm3']);
    expect(outgoing().map(({ status }) => status)).toEqual(['sent', 'sending']);
  });

  it('is not held up by one that the server refused', async () => {
    const { chat, socket, outgoing } = await chatting();
    chat.say(CONVERSATION, '\u202e');
    chat.say(CONVERSATION, 'two');
    socket().say({ event: 'error', code: 'InvalidRequest', message: 'x', messageId: 'm1', correlationId: 'c' });
    expect(socket().sentOf('sendmessage')).toMatchObject([{ messageId: 'm1' }, { messageId: 'm2' }]);
    expect(outgoing().map(({ status }) => status)).toEqual(['failed', 'sending']);
  });

  it('says why the server refused it, and can be sent again or given up', async () => {
    const { chat, socket, outgoing } = await chatting();
    chat.say(CONVERSATION, '\u202e');
    socket().say({
      event: 'error',
      code: 'InvalidRequest',
      message: 'take it out',
      messageId: 'm1',
      correlationId: 'c',
    });
    expect(outgoing()).toMatchObject([
      { status: 'failed', reason: { code: 'InvalidRequest', message: 'take it out' } },
    ]);
    chat.retry('m1');
    expect([outgoing()[0]?.status, socket().sentOf('sendmessage')]).toMatchObject(['sending', [{}, {}]]);
    chat.discard('m1');
    expect(outgoing()).toEqual([]);
  });

  it('waits when it was too much, and goes on by itself', async () => {
    const { chat, socket, pass, now } = await chatting();
    chat.say(CONVERSATION, 'one');
    const limit = {
      event: 'error',
      code: 'RateLimited',
      message: 'x',
      messageId: 'm1',
      retryAfterMilliseconds: 7_000,
    } as const;
    socket().say({ ...limit, correlationId: 'c' });
    expect(chat.state().limitedUntil).toBe(now() + 7_000);
    chat.say(CONVERSATION, 'two');
    expect(socket().sentOf('sendmessage')).toHaveLength(1);
    await pass(7_000);
    expect(chat.state().limitedUntil).toBeUndefined();
    socket().say(pushed(3, { messageId: 'm1', userId: 'me' }));
    expect(
      socket()
        .sentOf('sendmessage')
        .map(({ messageId }) => messageId),
    ).toEqual(['m1', 'm1', 'm2']);
  });

  it('tells others that the user types every two seconds at most', async () => {
    const { chat, socket, pass } = await chatting();
    for (let key = 0; key < 30; key += 1) {
      chat.typing(CONVERSATION);
      await pass(100);
    }
    expect(socket().sentOf('typing')).toHaveLength(2);
  });
});

describe('subscribers', () => {
  it('are told of changes, and read the same object as long as there are none', async () => {
    const { chat, socket } = await chatting();
    const view = chat.conversation(CONVERSATION);
    let told = 0;
    const end = chat.subscribe(() => {
      told += 1;
    });
    expect(chat.conversation(CONVERSATION)).toBe(view);
    socket().say(pushed(3));
    expect([told, chat.conversation(CONVERSATION)]).not.toEqual([0, view]);
    end();
    const before = told;
    socket().say(pushed(4));
    expect(told).toBe(before);
  });

  it('hear of events of other domains, and who comes and goes', async () => {
    const { chat, socket } = await chatting();
    const heard: unknown[] = [];
    chat.onOutcome(({ detailType }) => heard.push(detailType));
    socket().say({
      event: 'outcome',
      source: 'telar.images',
      detailType: 'Image Processed',
      data: {},
      occurredAt: '',
      correlationId: 'c',
    });
    socket().say({ event: 'presence', userId: 'ana', status: 'online' });
    socket().say('{"message":"Internal server error","connectionId":"x"}');
    expect([heard, [...chat.state().online]]).toEqual([['Image Processed'], ['ana']]);
    socket().say({ event: 'presence', userId: 'ana', status: 'offline' });
    expect([...chat.state().online]).toEqual([]);
  });

  it('hear who was there before, and take nobody to be so who may have gone meanwhile', async () => {
    const chatter = await chatting();
    const { chat, socket } = chatter;
    expect(socket().sentOf('present')).toEqual([{ action: 'present', conversationId: CONVERSATION }]);
    socket().say(present(['me', 'ana', 'bea']));
    expect([...chat.state().online]).toEqual(['me', 'ana', 'bea']);
    await reconnect(chatter);
    expect([...chat.state().online]).toEqual([]);
    expect(socket().sentOf('present')).toHaveLength(1);

    socket().say({ event: 'presence', userId: 'ana', status: 'online' });
    socket().say({ event: 'error', code: 'TokenExpired', message: 'x', correlationId: 'c' });
    await settled();
    socket().accept();
    expect([...chat.state().online]).toEqual(['ana']);
  });

  it('believe who came or went more than an answer that is older', async () => {
    const { chat, socket } = await chatting();
    socket().say({ event: 'presence', userId: 'ana', status: 'offline' });
    socket().say({ event: 'presence', userId: 'bea', status: 'online' });
    socket().say(present(['me', 'ana']));
    expect([...chat.state().online].sort()).toEqual(['bea', 'me']);
  });

  it('take nobody to be there by what he said before he went', async () => {
    const { chat, socket } = await chatting();
    socket().say(present(['me', 'ana']));
    socket().say({ event: 'presence', userId: 'ana', status: 'offline' });
    socket().say(pushed(3, { userId: 'ana' }));
    expect([...chat.state().online]).toEqual(['me']);
  });

  it('say of nobody that he is there in a crowd, where nobody is told who goes, and ask again when it is none any more', async () => {
    const { chat, socket } = await chatting();
    socket().say(present(['me', 'ana'], true));
    expect([...chat.state().online]).toEqual([]);
    socket().say({ event: 'presence', userId: 'ana', status: 'offline' });
    expect([...chat.state().online]).toEqual([]);
    expect(socket().sentOf('present')).toHaveLength(2);
    socket().say(present(['me', 'bea']));
    expect([...chat.state().online]).toEqual(['me', 'bea']);
  });
});
