import { type Api, type Sockets, startSockets } from './support/sockets.ts';

let sockets: Sockets;
let api: Api;

beforeEach(async () => {
  sockets = await startSockets();
  api = await sockets.createApi();
});

afterEach(async () => {
  expect(sockets.faults).toEqual([]);
  await sockets.close();
});

const ID = /^[\w-]{15}=$/;

test('a client connects when there is no $connect route', async () => {
  const client = await api.connect();
  await client.close();
});

test('a message goes to the route that its action names, and a function gets it as an event', async () => {
  await api.route('say', {}, { answers: true });
  sockets.code.set('say', (event) => ({ statusCode: 200, body: `heard ${JSON.parse(event.body).text}` }));
  const client = await api.connect();
  client.send({ action: 'say', text: 'hola' });
  expect(await client.next()).toBe('heard hola');
  expect(sockets.events).toEqual([
    {
      requestContext: {
        routeKey: 'say',
        messageId: expect.stringMatching(ID),
        eventType: 'MESSAGE',
        extendedRequestId: expect.stringMatching(ID),
        requestTime: '01/Jan/2026:00:00:00 +0000',
        messageDirection: 'IN',
        stage: 'dev',
        connectedAt: Date.UTC(2026, 0, 1),
        requestTimeEpoch: Date.UTC(2026, 0, 1),
        identity: { sourceIp: '127.0.0.1' },
        requestId: expect.stringMatching(ID),
        domainName: `${api.id}.execute-api.us-east-1.amazonaws.com`,
        connectionId: expect.stringMatching(ID),
        apiId: api.id,
      },
      body: '{"action":"say","text":"hola"}',
      isBase64Encoded: false,
    },
  ]);
});

test('a handshake is an event with headers and query parameters, and the end of the connection another', async () => {
  await api.route('$connect');
  await api.route('$disconnect');
  const client = await api.connect('?room=a&room=b', { headers: { 'X-Who': 'ana' } });
  const [connected] = sockets.events;
  expect(connected).toMatchObject({
    headers: { 'X-Who': 'ana', Host: `${api.id}.execute-api.us-east-1.amazonaws.com`, 'X-Forwarded-Proto': 'https' },
    multiValueHeaders: { 'X-Who': ['ana'] },
    queryStringParameters: { room: 'b' },
    multiValueQueryStringParameters: { room: ['a', 'b'] },
    requestContext: { eventType: 'CONNECT', routeKey: '$connect' },
    isBase64Encoded: false,
  });
  expect(connected.headers).not.toHaveProperty('Upgrade');
  const left = sockets.called('disconnect');
  await client.close();
  expect(await left).toMatchObject({
    headers: { 'X-Forwarded-For': '', 'x-api-key': '' },
    requestContext: {
      eventType: 'DISCONNECT',
      routeKey: '$disconnect',
      connectionId: connected.requestContext.connectionId,
      disconnectStatusCode: 1005,
      disconnectReason: 'Client-side close frame status not set',
    },
  });
});

test('the client says why it goes', async () => {
  await api.route('$disconnect');
  const left = sockets.called('disconnect');
  const client = await api.connect();
  await client.close(4001, 'bored');
  expect((await left).requestContext).toMatchObject({ disconnectStatusCode: 4001, disconnectReason: 'bored' });
});

test.each([
  ['text that is no JSON', 'hello'],
  ['an action without a route', '{"action":"dance"}'],
  ['a message without an action', '{"text":"x"}'],
  ['an action that is no text', '{"action":{"a":1}}'],
  ['an action that only API Gateway may select', '{"action":"$connect"}'],
])('%s goes to $default', async (_, message) => {
  await api.route('$connect');
  await api.route('$default', {}, { answers: true });
  sockets.code.set('default', (event) => ({
    statusCode: 200,
    body: `${event.requestContext.routeKey}: ${event.body}`,
  }));
  const client = await api.connect();
  client.send(message);
  expect(await client.next()).toBe(`$default: ${message}`);
});

test('without $default a message that no route takes is forbidden', async () => {
  const client = await api.connect();
  client.send('hello');
  const frame = await client.next();
  expect(frame).toMatch(/^\{"message": "Forbidden", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/);
});

test('selects by nested paths and by several values', async () => {
  const nested = await sockets.createApi({
    RouteSelectionExpression: '${request.body.meta.kind}-${request.body.items[0]}',
  });
  await nested.route('order-tea', {}, { answers: true });
  sockets.code.set('order-tea', () => ({ statusCode: 200, body: 'tea it is' }));
  const client = await nested.connect();
  client.send({ meta: { kind: 'order' }, items: ['tea'] });
  expect(await client.next()).toBe('tea it is');
});

test('without a route response the function answers nobody', async () => {
  await api.route('say');
  await api.route('ask', {}, { answers: true });
  sockets.code.set('say', () => ({ statusCode: 200, body: 'unheard' }));
  sockets.code.set('ask', () => ({ statusCode: 200, body: 'heard' }));
  const client = await api.connect();
  client.send({ action: 'say' });
  client.send({ action: 'ask' });
  expect(await client.next()).toBe('heard');
});

test.each([
  ['throws', () => Promise.reject(new Error('no'))],
  ['answers nothing', () => null],
  ['answers what is no proxy answer', () => ({ hello: 1 })],
])('a function that %s is an internal server error', async (_, fn) => {
  await api.route('say');
  sockets.code.set('say', fn);
  const client = await api.connect();
  client.send({ action: 'say' });
  expect(JSON.parse(await client.next())).toEqual({
    message: 'Internal server error',
    connectionId: expect.stringMatching(ID),
    requestId: expect.stringMatching(ID),
  });
});

test('a slow integration holds up no other message of its connection', async () => {
  await api.route('slow', {}, { answers: true });
  await api.route('fast', {}, { answers: true });
  let finish = (_answer: object): void => undefined;
  sockets.code.set('slow', () => new Promise((resolve) => (finish = resolve)));
  sockets.code.set('fast', () => ({ statusCode: 200, body: 'fast' }));
  const client = await api.connect();
  client.send({ action: 'slow' });
  client.send({ action: 'fast' });
  expect(await client.next()).toBe('fast');
  finish({ statusCode: 200, body: 'slow' });
  expect(await client.next()).toBe('slow');
});

test('stage variables name the function and reach it', async () => {
  const staged = await sockets.createApi({}, { StageVariables: { fn: 'blue' } });
  const uri =
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.fn}/invocations';
  await staged.route('say', { IntegrationUri: uri }, { answers: true });
  sockets.code.set('blue', (event) => ({ statusCode: 200, body: event.stageVariables.fn }));
  const client = await staged.connect();
  client.send({ action: 'say' });
  expect(await client.next()).toBe('blue');
});
