import { createConnection } from 'node:net';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { WebSocket } from 'ws';
import { connect, refusal } from './support/socket-client.ts';
import { type Api, type Event, type Sockets, startSockets } from './support/sockets.ts';

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

const policy = (Effect: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }],
});

const frame = (message: string) =>
  expect.stringMatching(new RegExp(`^\\{"message": "${message}", "connectionId":"[^"]+", "requestId":"[^"]+"\\}$`));

describe('$connect', () => {
  test.each([401, 403, 429, 500])('refuses the handshake with the status %d of its function', async (statusCode) => {
    await api.route('$connect');
    sockets.code.set('connect', () => ({ statusCode }));
    expect(await api.refusal()).toMatchObject({ status: statusCode });
  });

  test('refuses with 500 when its function fails', async () => {
    await api.route('$connect');
    sockets.code.set('connect', () => Promise.reject(new Error('no')));
    expect(await api.refusal()).toMatchObject({ status: 500, body: frame('Internal server error') });
  });

  test('refuses with 504 after 29 seconds', async () => {
    await api.route('$connect');
    const called = new Promise<void>((resolve) =>
      sockets.code.set('connect', () => {
        resolve();
        return new Promise(() => undefined);
      }),
    );
    const refused = api.refusal();
    await called;
    advance(29_000);
    expect(await refused).toMatchObject({ status: 504, body: frame('Endpoint request timed out') });
  });

  test('chooses the subprotocol by its answer', async () => {
    await api.route('$connect');
    sockets.code.set('connect', (event) => ({
      statusCode: 200,
      headers: { 'Sec-WebSocket-Protocol': event.headers['Sec-WebSocket-Protocol'].split(/, ?/)[1] },
    }));
    const client = await api.connect('', { protocols: ['chat.v1', 'chat.v2'] });
    expect(client.socket.protocol).toBe('chat.v2');
  });

  test('may not be reached by an unknown stage, an unknown API or a longer path', async () => {
    for (const url of [`${api.url}x`, api.url.replace(api.id, 'aaaaaaaaaa'), `${api.url}/more`]) {
      expect(await refusal(url)).toMatchObject({ status: 403, body: frame('Forbidden') });
    }
  });

  test('hears nothing of a handshake that is none', async () => {
    await api.route('$connect');
    const { host, port, pathname } = new URL(api.url);
    const answer = new Promise<string>((resolve) => {
      const socket = createConnection(Number(port), '127.0.0.1', () => {
        socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`);
      });
      let text = '';
      socket.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      socket.on('close', () => resolve(text));
    });
    expect(await answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(sockets.events).toEqual([]);
  });

  test('is reached by the name that AWS gives the API', async () => {
    const host = `${api.id}.execute-api.us-east-1.amazonaws.com`;
    const client = await connect(`${new URL(api.url).origin}/dev`, { headers: { host } });
    await client.close();
  });

  test('hears that a client left while it ran', async () => {
    await api.route('$connect');
    await api.route('$disconnect');
    const left = sockets.called('disconnect');
    let go = (_answer: object): void => undefined;
    const called = new Promise<void>((resolve) =>
      sockets.code.set('connect', () => {
        resolve();
        return new Promise((finish) => (go = finish));
      }),
    );
    const socket = new WebSocket(api.url);
    socket.on('error', () => undefined);
    await called;
    socket.terminate();
    await new Promise((resolve) => socket.on('close', resolve));
    go({ statusCode: 200 });
    expect((await left).requestContext).toMatchObject({ disconnectStatusCode: 1006 });
  });
});

describe('a REQUEST authorizer', () => {
  const authorize = async (fn: (event: Event) => unknown, more: object = {}) => {
    sockets.code.set('guard', fn);
    const AuthorizerId = await api.authorizer('guard', more);
    await api.route('$connect', {}, { AuthorizationType: 'CUSTOM', AuthorizerId });
  };

  test('gets the handshake, and what it says travels with every event of the connection', async () => {
    await authorize(({ methodArn }) => ({
      principalId: 'ana',
      policyDocument: policy('Allow', methodArn),
      context: { tenant: 'blue', level: 3, admin: true },
    }));
    await api.route('say', {}, { answers: true });
    sockets.code.set('say', ({ requestContext }) => ({
      statusCode: 200,
      body: JSON.stringify(requestContext.authorizer),
    }));
    const client = await api.connect('?token=abc');
    const [asked, connected] = sockets.events;
    expect(asked).toMatchObject({
      type: 'REQUEST',
      methodArn: `arn:aws:execute-api:us-east-1:000000000000:${api.id}/dev/$connect`,
      queryStringParameters: { token: 'abc' },
      multiValueQueryStringParameters: { token: ['abc'] },
      headers: { 'X-Forwarded-Proto': 'https' },
      stageVariables: {},
      requestContext: { routeKey: '$connect', eventType: 'CONNECT', apiId: api.id },
    });
    const authorizer = { principalId: 'ana', tenant: 'blue', level: '3', admin: 'true', integrationLatency: 0 };
    expect(connected.requestContext.authorizer).toEqual(authorizer);
    client.send({ action: 'say' });
    expect(JSON.parse(await client.next())).toEqual(authorizer);
  });

  test('is not asked when an identity source is missing', async () => {
    await authorize(() => ({}));
    expect(await api.refusal()).toMatchObject({ status: 401, body: frame('Unauthorized') });
    expect(sockets.events).toEqual([]);
  });

  test('takes identity from a header whatever its case', async () => {
    await authorize(({ methodArn }) => ({ principalId: 'x', policyDocument: policy('Allow', methodArn) }), {
      IdentitySource: ['route.request.header.Authorization'],
    });
    const client = await api.connect('', { headers: { authorization: 'yes' } });
    await client.close();
  });

  test.each([
    ['denies', policy('Deny', '*')],
    ['allows something else', policy('Allow', 'arn:aws:execute-api:us-east-1:000000000000:other/dev/$connect')],
  ])('that %s refuses with 403, before $connect is asked', async (_, policyDocument) => {
    await authorize(() => ({ principalId: 'x', policyDocument }));
    expect(await api.refusal('?token=abc')).toMatchObject({ status: 403, body: frame('Forbidden') });
    expect(sockets.events).toHaveLength(1);
  });

  test('that throws Unauthorized refuses with 401', async () => {
    await authorize(() => Promise.reject(new Error('Unauthorized')));
    expect(await api.refusal('?token=abc')).toMatchObject({ status: 401 });
  });

  test.each([
    ['fails', () => Promise.reject(new Error('down'))],
    ['answers no policy', () => ({ principalId: 'x' })],
    ['answers nothing', () => null],
  ])('that %s refuses with 500', async (_, fn) => {
    await authorize(fn);
    expect(await api.refusal('?token=abc')).toMatchObject({ status: 500 });
  });

  test('is asked again for every connection', async () => {
    await authorize(({ methodArn }) => ({ principalId: 'x', policyDocument: policy('Allow', methodArn) }), {
      AuthorizerResultTtlInSeconds: 300,
    });
    for (let round = 0; round < 2; round += 1) await (await api.connect('?token=abc')).close();
    expect(sockets.events.filter(({ type }) => type === 'REQUEST')).toHaveLength(2);
  });
});

describe('AWS_IAM', () => {
  const signedBy = (AccessKeyId: string) => ({
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${AccessKeyId}/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });

  async function keysOf(RoleName: string, Resource: string): Promise<string> {
    const iam = new IAMClient(sockets.client);
    const account = { AWS: 'arn:aws:iam::000000000000:root' };
    const trust = { Statement: [{ Effect: 'Allow', Principal: account, Action: 'sts:AssumeRole' }] };
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    const PolicyDocument = JSON.stringify(policy('Allow', Resource));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
    const RoleArn = `arn:aws:iam::000000000000:role/${RoleName}`;
    const sts = new STSClient(sockets.client);
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }));
    return Credentials?.AccessKeyId ?? '';
  }

  test('lets a role in that may call the route, and nobody else', async () => {
    await api.route('$connect', {}, { AuthorizationType: 'AWS_IAM' });
    const may = await keysOf('may', `arn:aws:execute-api:us-east-1:000000000000:${api.id}/dev/$connect`);
    const mayNot = await keysOf('may-not', `arn:aws:execute-api:us-east-1:000000000000:${api.id}/prod/*`);
    await (await api.connect('', signedBy(may))).close();
    expect((await api.refusal('', signedBy(mayNot))).body).toMatch(/not authorized to perform: execute-api:Invoke/);
    expect(await api.refusal()).toMatchObject({ status: 403, body: frame('Missing Authentication Token') });
  });
});

function advance(milliseconds: number): void {
  const { clock } = sockets;
  if (!('advance' in clock) || typeof clock.advance !== 'function') throw new Error('The clock is not moved by hand');
  clock.advance(milliseconds);
}
