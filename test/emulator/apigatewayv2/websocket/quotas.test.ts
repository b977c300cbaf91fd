import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import { type Api, type Sockets, startSockets } from './support/sockets.ts';

const MINUTE = 60_000;

let clock: ManualClock;
let sockets: Sockets;
let api: Api;

beforeEach(async () => {
  clock = new ManualClock();
  sockets = await startSockets({ clock });
  api = await sockets.createApi();
  await api.route('$connect');
  await api.route('$disconnect');
  await api.route('echo', {}, { answers: true });
  sockets.code.set('echo', ({ body }) => ({ statusCode: 200, body: JSON.parse(body).text }));
});

afterEach(async () => {
  expect(sockets.faults).toEqual([]);
  await sockets.close();
});

const connectionId = () => sockets.events.at(-1).requestContext.connectionId;

describe('an idle connection', () => {
  test('is closed after 10 minutes, and $disconnect is told why', async () => {
    const left = sockets.called('disconnect');
    const client = await api.connect();
    clock.advance(10 * MINUTE - 1);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    clock.advance(1);
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect((await left).requestContext).toMatchObject({ disconnectStatusCode: 1001, disconnectReason: 'Going away' });
  });

  test('is kept by a message of its own, by one to it and by a ping', async () => {
    const client = await api.connect();
    const id = connectionId();
    clock.advance(9 * MINUTE);
    client.send({ action: 'echo', text: 'here' });
    await client.next();
    clock.advance(9 * MINUTE);
    await api.post(id, 'news');
    await client.next();
    clock.advance(9 * MINUTE);
    const pong = new Promise((resolve) => client.socket.once('pong', resolve));
    client.socket.ping();
    await pong;
    clock.advance(9 * MINUTE);
    expect((await api.look(id)).LastActiveAt).toEqual(new Date(clock.now() - 9 * MINUTE));
    clock.advance(MINUTE);
    expect(await client.closed).toMatchObject({ code: 1001 });
  });
});

test('a half-open socket is gone once it was idle for 10 minutes, and keeps nobody from stopping', async () => {
  const left = sockets.called('disconnect');
  const client = await api.connect();
  const id = connectionId();
  client.socket.pause();
  clock.advance(10 * MINUTE);
  expect((await left).requestContext).toMatchObject({ connectionId: id, disconnectStatusCode: 1001 });
  await expect(api.post(id, 'x')).rejects.toMatchObject({ name: 'GoneException' });
});

test('a connection is closed after 2 hours, however busy it is', async () => {
  const client = await api.connect();
  for (let minute = 0; minute < 115; minute += 5) {
    clock.advance(5 * MINUTE);
    client.send({ action: 'echo', text: 'x' });
    await client.next();
  }
  clock.advance(5 * MINUTE - 1);
  expect(client.socket.readyState).toBe(client.socket.OPEN);
  clock.advance(1);
  expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
});

describe('sizes', () => {
  const framed = (bytes: number) => {
    const envelope = JSON.stringify({ action: 'echo', text: '' });
    return JSON.stringify({ action: 'echo', text: 'x'.repeat(bytes - envelope.length) });
  };

  test('a frame of 32 KB passes', async () => {
    const client = await api.connect();
    client.send(framed(32 * 1024));
    expect((await client.next()).length).toBeGreaterThan(32_000);
  });

  test('a longer frame closes the connection with 1009, and no route gets it', async () => {
    const client = await api.connect();
    client.send(framed(32 * 1024 + 1));
    expect(await client.closed).toMatchObject({ code: 1009 });
    expect(sockets.events.filter(({ requestContext }) => requestContext.eventType === 'MESSAGE')).toEqual([]);
  });

  test('a message of 128 KB in four frames passes', async () => {
    const client = await api.connect();
    const text = framed(128 * 1024);
    for (let part = 0; part < 4; part += 1) {
      client.socket.send(text.slice(part * 32_768, (part + 1) * 32_768), { fin: part === 3 });
    }
    expect((await client.next()).length).toBeGreaterThan(130_000);
  });

  test('a longer message closes the connection with 1009', async () => {
    const client = await api.connect();
    const text = framed(129 * 1024);
    for (let part = 0; part < 5; part += 1) {
      client.socket.send(text.slice(part * 32_768, (part + 1) * 32_768), { fin: part === 4 });
    }
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  test('a 129 KB frame closes its connection and no other', async () => {
    const client = await api.connect();
    const other = await api.connect();
    client.send(framed(129 * 1024));
    expect(await client.closed).toMatchObject({ code: 1009 });
    other.send({ action: 'echo', text: 'fine' });
    expect(await other.next()).toBe('fine');
  });

  test('a binary frame closes the connection with 1003', async () => {
    const client = await api.connect();
    client.socket.send(Buffer.from('{"action":"echo","text":"x"}'), { binary: true });
    expect(await client.closed).toMatchObject({ code: 1003 });
  });
});

test('an integration has 29 seconds, then its client is told', async () => {
  await api.route('slow');
  const client = await api.connect();
  const called = new Promise<void>((resolve) =>
    sockets.code.set('slow', () => {
      resolve();
      return new Promise(() => undefined);
    }),
  );
  client.send({ action: 'slow' });
  await called;
  clock.advance(29_000);
  expect(JSON.parse(await client.next())).toMatchObject({ message: 'Endpoint request timed out' });
});

test('500 clients may connect in a second', async () => {
  const statuses: unknown[] = [];
  const connectSome = async (count: number) => {
    const results = await Promise.allSettled(Array.from({ length: count }, () => api.connect()));
    for (const result of results) if (result.status === 'rejected') statuses.push(String(result.reason));
    for (const result of results) if (result.status === 'fulfilled') result.value.socket.terminate();
  };
  for (let round = 0; round < 5; round += 1) await connectSome(100);
  expect(statuses).toEqual([]);
  await connectSome(1);
  expect(statuses).toEqual([expect.stringContaining('429')]);
  clock.advance(1_000);
  await (await api.connect()).close();
});

test('a stage or a route admits no more than it is set to', async () => {
  const tight = await sockets.createApi(
    {},
    {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 100 },
      RouteSettings: { echo: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } },
    },
  );
  await tight.route('echo', {}, { answers: true });
  await tight.route(
    'other',
    { IntegrationUri: '' + 'arn:aws:lambda:us-east-1:000000000000:function:echo' },
    { answers: true },
  );
  const client = await tight.connect();
  for (const text of ['1', '2']) {
    client.send({ action: 'echo', text });
    expect(await client.next()).toBe(text);
  }
  client.send({ action: 'echo', text: '3' });
  expect(JSON.parse(await client.next())).toMatchObject({ message: 'Too Many Requests' });
  client.send({ action: 'other', text: 'free' });
  expect(await client.next()).toBe('free');
  clock.advance(1_000);
  client.send({ action: 'echo', text: '4' });
  expect(await client.next()).toBe('4');
});

test('a stop says goodbye to clients and tells $disconnect', async () => {
  const own = await startSockets();
  const room = await own.createApi();
  await room.route('$disconnect');
  const left = own.called('disconnect');
  const client = await room.connect();
  await own.close();
  expect(await client.closed).toMatchObject({ code: 1001 });
  expect((await left).requestContext).toMatchObject({ disconnectStatusCode: 1001 });
});
