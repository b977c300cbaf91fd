import { BatchWriteItemCommand, PutItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import sharp from 'sharp';
import { AwsError } from '../../emulator/door/errors.ts';
import {
  type Chatter,
  isError,
  isMessage,
  joinChat,
  type Matches,
  type ReceivedFrame,
  refusedHandshake,
  says,
} from './support/chatter.ts';
import { eventually } from './support/eventually.ts';
import { type Person, signUp, withToken } from './support/person.ts';
import { speak, speakAndListen } from './support/speaker.ts';
import { startTelar, type Telar } from './support/telar.ts';
import { upload } from './support/upload.ts';

/** Lex, when a test wants it to be down. */
const lex = {
  down: false,
  excess({ service, operation }: { service: string; operation: string }) {
    if (!lex.down || operation !== 'RecognizeText') return undefined;
    return new AwsError('InternalServerException', `${service} is down`, { status: 500 });
  },
};

const HOUR = 3_600_000;
/** What one person may say in a minute, and what one says at once who does not care. */
const LIMIT = 100;
const FLOOD = 1_000;

describe('the chat', () => {
  let telar: Telar;
  let ana: Person;
  let ben: Person;
  const open: Chatter[] = [];
  beforeAll(async () => {
    telar = await startTelar({ quota: lex });
    ana = await signUp(telar, 'ana@example.com');
    ben = await signUp(telar, 'ben@example.com');
  });
  afterEach(async () => {
    lex.down = false;
    await Promise.all(open.splice(0).map((chatter) => chatter.leave()));
  });
  afterAll(() => telar.stop());

  const join = async (person: Person) => {
    const chatter = await joinChat(telar, person);
    open.push(chatter);
    // Who hears an answer is written down, and hears what others say.
    chatter.send({ action: 'history', limit: 1 });
    await chatter.hears('the history', ({ event }) => event === 'history');
    return chatter;
  };
  const rowsOf = async (conversationId: string) =>
    (await telar.rows('messages')).filter((row) => row.conversationId === conversationId && row.content !== undefined);

  it('lets two people talk to each other, in an order that is kept', async () => {
    const [a, b] = [await join(ana), await join(ben)];
    a.say('hola', { messageId: 'first' });
    const heard = await b.hears('hola', says('hola'));
    b.say('hello yourself');
    const answered = await a.hears('the answer', says('hello yourself'));

    expect(heard).toMatchObject({
      event: 'message',
      type: 'USER_MESSAGE',
      messageId: 'first',
      conversationId: 'general',
      userId: ana.userId,
    });
    expect(Number(answered.sequence)).toBe(Number(heard.sequence) + 1);
    expect(await a.hears('the acknowledgement', ({ event }) => event === 'ack')).toMatchObject({
      messageId: 'first',
      correlationId: heard.correlationId,
    });
    expect((await rowsOf('general')).find(({ messageId }) => messageId === 'first')).toMatchObject({
      type: 'USER_MESSAGE',
      content: 'hola',
      userId: ana.userId,
      sequence: heard.sequence,
      position: String(heard.sequence).padStart(12, '0'),
      expiresAt: expect.any(Number),
    });
  });

  it('stores once what is sent again under the same name, and acknowledges it each time', async () => {
    const a = await join(ana);
    for (let attempt = 0; attempt < 3; attempt += 1) a.say('only once', { messageId: 'again' });
    await a.hearsAll('acknowledgements', 3, ({ event, messageId }) => event === 'ack' && messageId === 'again');
    await telar.ended('chat-message', 3);

    expect((await rowsOf('general')).filter(({ messageId }) => messageId === 'again')).toHaveLength(1);
    expect(new Set(a.received.filter(says('only once')).map(({ sequence }) => sequence)).size).toBe(1);
  });

  it('takes messages from the bus, and knows them again', async () => {
    const a = await join(ana);
    const data = {
      messageId: 'by-hand',
      conversationId: 'general',
      userId: 'carl',
      content: 'from the bus',
      sentAt: new Date().toISOString(),
    };
    const entry = {
      EventBusName: 'telar-dev',
      Source: 'telar.chat',
      DetailType: 'Chat Message Sent',
      Detail: JSON.stringify({ data }),
    };
    await telar.events.send(new PutEventsCommand({ Entries: [entry, entry] }));

    expect(await a.hears('it', says('from the bus'))).toMatchObject({ userId: 'carl' });
    await eventually(telar.cloud.trace, 'one row', async () => {
      const rows = (await rowsOf('general')).filter(({ messageId }) => messageId === 'by-hand');
      return rows.length === 1 ? rows : undefined;
    });
  });

  it('answers for the bot: help, in two languages, and a status that it asks for', async () => {
    const a = await join(ana);
    const reply = async (message: string) => {
      a.say(message, { conversationId: 'bot', messageId: message.replaceAll(/\W/g, '') });
      const { sequence } = await a.hears(message, says(message));
      return a.hears(
        `the answer to ${message}`,
        (one) => one.type === 'BOT_RESPONSE' && Number(one.sequence) > Number(sequence),
      );
    };

    expect(await reply('help')).toMatchObject({
      type: 'BOT_RESPONSE',
      userId: 'bot',
      conversationId: `bot:${ana.userId}`,
      content: expect.stringContaining('look up a status'),
      metadata: { intent: 'Help', confidence: expect.any(Number), locale: 'en_US' },
    });
    expect(await reply('necesito ayuda')).toMatchObject({ content: expect.stringContaining('consultar un estado') });
    expect(await reply('what is my status')).toMatchObject({
      content: expect.stringMatching(/order, account or delivery/),
    });
    expect(await reply('order')).toMatchObject({ content: expect.stringContaining('status of your order') });
    expect(await reply('colorless green ideas sleep furiously')).toMatchObject({
      content: expect.stringContaining("couldn't understand"),
      metadata: { intent: 'FallbackIntent', confidence: null },
    });
  });

  it('lets the bot answer where it is named, for all to hear', async () => {
    const [a, b] = [await join(ana), await join(ben)];
    a.say('@bot what can you do?');
    const heard = await b.hears('the question', says('@bot what can you do?'));
    const isReply = ({ type, sequence }: ReceivedFrame) =>
      type === 'BOT_RESPONSE' && Number(sequence) > Number(heard.sequence);
    expect(await b.hears('the answer', isReply)).toMatchObject({
      conversationId: 'general',
      metadata: { intent: 'Help' },
    });
    expect(await a.hears('the answer', isReply)).toMatchObject({ correlationId: heard.correlationId });
  });

  it('goes on without Lex: people hear each other, and are told politely', async () => {
    lex.down = true;
    const [a, b] = [await join(ana), await join(ben)];
    a.say('@bot are you there?');

    await b.hears('the question', says('@bot are you there?'));
    expect(
      await b.hears(
        'an apology',
        ({ type, content }) => type === 'BOT_RESPONSE' && String(content).startsWith('Sorry'),
      ),
    ).toMatchObject({
      metadata: { intent: null, confidence: null },
    });
  });

  it('forgets a connection that is gone when somebody speaks', async () => {
    const ghost = (connectionId: string, connectedAt: number) =>
      telar.dynamoDb.send(
        new PutItemCommand({
          TableName: 'telar-dev-connections',
          Item: marshall({
            connectionId,
            conversationId: 'general',
            userId: 'ghost',
            connectedAt,
            tokenExpiresAt: Date.now() + HOUR,
            expiresAt: Math.floor(Date.now() / 1000) + 9_000,
          }),
        }),
      );
    await ghost('Z0hPU1Q0Z0hPUw==', Date.now() - HOUR);
    await ghost('WU9VTkdaWU9VTg==', Date.now() + HOUR);
    const a = await join(ana);
    a.say('is anybody gone?');
    await a.hears('it', says('is anybody gone?'));

    await eventually(telar.cloud.trace, 'the row to be gone', async () => {
      const ghosts = (await telar.rows('connections')).filter(({ userId }) => userId === 'ghost');
      return ghosts.length === 1 && ghosts[0]?.connectionId === 'WU9VTkdaWU9VTg==' ? true : undefined;
    });
  });

  it('says of a bad frame what is wrong, and others hear nothing of it', async () => {
    const [a, b] = [await join(ana), await join(ben)];
    const cases: [unknown, string][] = [
      ['not json', 'NotJson'],
      [{ action: 'dance' }, 'UnknownAction'],
      [{ message: 'no action' }, 'UnknownAction'],
      [{ action: 'sendmessage', message: '  ' }, 'InvalidRequest'],
      [{ action: 'sendmessage', message: 'x'.repeat(1_001) }, 'InvalidRequest'],
      [{ action: 'sendmessage', message: 'ding\u0007' }, 'InvalidRequest'],
      [{ action: 'sendmessage', message: 'gpj\u202eexe' }, 'InvalidRequest'],
      [{ action: 'sendmessage', message: 'hello', conversationId: `bot:${ben.userId}` }, 'NotAMember'],
      [{ action: 'history', conversationId: 'somewhere' }, 'NotAMember'],
      [{ action: 'history', limit: 1_000 }, 'InvalidRequest'],
    ];
    for (const [frame] of cases) a.send(frame);
    const errors = await a.hearsAll('errors', cases.length, ({ event }) => event === 'error');
    expect(errors.map(({ code }) => code).sort()).toEqual(cases.map(([, code]) => code).sort());

    a.send({ action: 'sendmessage', message: 'it is me', userId: ben.userId });
    expect(await b.hears('it', says('it is me'))).toMatchObject({ userId: ana.userId });
    expect(b.received.filter(({ event }) => event === 'error')).toEqual([]);
  });

  it('ends a connection that sends too much at once, and no other', async () => {
    const [a, b] = [await join(ana), await join(ben)];
    a.send({ action: 'sendmessage', message: 'x'.repeat(129 * 1024) });
    expect(await a.ends()).toMatchObject({ code: 1009 });

    b.say('still here');
    await b.hears('itself', says('still here'));
  });

  it.each([
    ['without a token', ''],
    ['with a token that is none', 'x.y.z'],
    ['with a token of no algorithm', `${btoa('{"alg":"none"}')}.${btoa('{"sub":"ana"}')}.`.replaceAll('=', '')],
  ])('refuses a handshake %s', async (_, token) => {
    const url = await telar.output('chat', 'WebSocketUrl');
    expect(await refusedHandshake(token ? `${url}?token=${token}` : url)).toBe(403);
  });

  it('keeps a conversation to its members, who hear of it at once', async () => {
    const carla = await signUp(telar, 'carla@example.com');
    const [a, b, c] = [await join(ana), await join(ben), await join(carla)];
    const { status, body } = await ana.post('/conversations', { body: { title: 'Team', members: [ben.userId] } });
    expect(status).toBe(200);
    a.say('among us', { conversationId: body.id });
    const heard = await b.hears('it', says('among us'));
    expect(heard).toMatchObject({ conversationId: body.id, sequence: 1 });

    c.say('let me in', { conversationId: body.id });
    await c.hears('a refusal', isError('NotAMember'));
    expect(c.received.filter(says('among us'))).toEqual([]);
    expect((await carla.get(`/conversations/${body.id}/messages`)).status).toBe(404);
    expect((await ben.get(`/conversations/${body.id}/messages?after=0`)).body).toMatchObject({
      count: 1,
      more: false,
      messages: [{ content: 'among us' }],
    });
    expect((await ben.get('/conversations')).body.conversations).toContainEqual(
      expect.objectContaining({ id: body.id }),
    );
    expect((await (await withToken(telar, '')).get(`/conversations/${body.id}/messages`)).status).toBe(401);
  });

  it('tells who comes and who goes', async () => {
    const a = await join(ana);
    const b = await join(ben);
    await a.hears(
      'ben come',
      ({ event, userId, status }) => event === 'presence' && userId === ben.userId && status === 'online',
    );
    await b.leave();
    await a.hears(
      'ben go',
      ({ event, userId, status }) => event === 'presence' && userId === ben.userId && status === 'offline',
    );
  });

  it('says who was there before, and of a conversation only to its members', async () => {
    const [a, , e] = [await join(ana), await join(ben), await join(await signUp(telar, 'eva@example.com'))];
    const { body } = await ana.post('/conversations', { body: { title: 'Two', members: [ben.userId] } });
    e.send({ action: 'present' });
    expect(await e.hears('who is there', ({ event }) => event === 'present')).toMatchObject({
      conversationId: 'general',
      userIds: expect.arrayContaining([ana.userId, ben.userId, e.person.userId]),
      more: false,
    });

    a.send({ action: 'present', conversationId: body.id });
    const { userIds } = await a.hears('who of the two is there', ({ conversationId }) => conversationId === body.id);
    expect(new Set(Array.isArray(userIds) ? userIds : [])).toEqual(new Set([ana.userId, ben.userId]));
    e.send({ action: 'present', conversationId: body.id });
    await e.hears('a refusal', isError('NotAMember'));
  });

  it('shows a notification to the one who is notified', async () => {
    const [a, b] = [await join(ana), await join(ben)];
    await ana.post('/notifications', { body: { title: 'Ready', message: 'It is ready.', recipient: ana.userId } });

    expect(await a.hears('it', ({ event }) => event === 'outcome')).toMatchObject({
      detailType: 'Notification Sent',
      data: { recipient: ana.userId },
    });
    expect(b.received.filter(({ event }) => event === 'outcome')).toEqual([]);
  });

  it('shows what became of an image to all who are there', async () => {
    const [a, b] = [await join(ana), await join(ben)];
    const picture = sharp({ create: { width: 320, height: 240, channels: 3, background: '#c2410c' } });
    const { body } = await ana.post('/images', { body: { filename: 'wool.jpg', contentType: 'image/jpeg' } });
    await upload(body.upload, new Uint8Array(await picture.jpeg().toBuffer()));

    for (const chatter of [a, b]) {
      expect(await chatter.hears('the outcome', ({ event }) => event === 'outcome')).toMatchObject({
        source: 'telar.images',
        detailType: 'Image Processed',
        data: { original: { key: body.upload.fields.key } },
      });
    }
  });

  it('makes nobody wait for one who does not read', async () => {
    const [a, b] = [await join(ana), await join(ben)];
    a.socket.pause();
    for (let index = 0; index < 5; index += 1) {
      b.say(`while ana is away ${index}`);
      await b.hears('itself', says(`while ana is away ${index}`));
    }
    a.socket.resume();

    await a.hearsAll('what was said meanwhile', 5, ({ content }) => /^while ana is away/.test(String(content)));
  });

  it('lets a hundred messages a minute through of one person, of a thousand that come at once, and says when to go on', async () => {
    const dora = await signUp(telar, 'dora@example.com');
    // Its minute is over when the machine has taken them all, however long that is.
    const minute = { limit: `sendmessage#${dora.userId}`, used: 0, windowEndsAt: Date.now() + HOUR };
    await telar.dynamoDb.send(new PutItemCommand({ TableName: 'telar-dev-rate-limits', Item: marshall(minute) }));
    const [d, b] = [await join(dora), await join(ben)];
    for (let index = 0; index < FLOOD; index += 1) d.say(`flood ${index}`, { messageId: `flood-${index}` });
    await speak(b, ['others-may-speak']);
    expect(d.received.length).toBeLessThan(FLOOD);

    const isAck: Matches = ({ event }) => event === 'ack';
    const isLimited = isError('RateLimited');
    // What a busy machine does not get through in time is answered by API Gateway, or by the function as its own fault; it may have been let through, or not.
    const isLost: Matches = (one) => one.event === 'gateway' || isError('InternalError')(one);
    await d.hearsAll('answers', FLOOD, (one) => isAck(one) || isLimited(one) || isLost(one));
    const [through, limited, lost] = [isAck, isLimited, isLost].map((matches) => d.received.filter(matches));
    expect(through?.length).toBeLessThanOrEqual(LIMIT);
    expect((through?.length ?? 0) + (lost?.length ?? 0)).toBeGreaterThanOrEqual(LIMIT);
    expect(limited?.[0]).toMatchObject({ retryAt: expect.any(String), retryAfterMilliseconds: expect.any(Number) });

    const names = new Set(through?.map(({ messageId }) => messageId));
    await b.hearsAll('the messages that were let through', names.size, ({ messageId }) => names.has(messageId));
    expect(b.received.filter((one) => isMessage(one) && one.userId === dora.userId).length).toBeLessThanOrEqual(LIMIT);
  }, 600_000);

  it('reaches also those behind the first thousand, by way of a queue', async () => {
    const a = await join(ana);
    const crowd = Array.from({ length: 1_100 }, (_, index) => ({
      // Stands before what API Gateway gives, so that all who are there are behind the first thousand.
      connectionId: `--${String(index).padStart(12, '0')}=`,
      conversationId: 'general',
      // Of a connection that is yet to be made nobody can say that it is gone.
      connectedAt: Date.now() + HOUR,
      tokenExpiresAt: Date.now() + HOUR,
      expiresAt: Math.floor(Date.now() / 1000) + 9_000,
    }));
    await write(telar, crowd, (row) => ({ PutRequest: { Item: marshall(row) } }));
    await speakAndListen(a, ['to-all-of-you']);

    expect(a.received.find(says('to-all-of-you'))).toMatchObject({ userId: ana.userId });
    await write(telar, crowd, ({ connectionId, conversationId }) => ({
      DeleteRequest: { Key: marshall({ connectionId, conversationId }) },
    }));
  });
});

/** Writes rows of connections, as many at once as a batch takes. */
async function write<Row>(
  { dynamoDb }: Telar,
  rows: readonly Row[],
  requestOf: (row: Row) => WriteRequest,
): Promise<void> {
  for (let start = 0; start < rows.length; start += 25) {
    const requests = rows.slice(start, start + 25).map(requestOf);
    await dynamoDb.send(new BatchWriteItemCommand({ RequestItems: { 'telar-dev-connections': requests } }));
  }
}
