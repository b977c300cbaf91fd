import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  CreateApiDestinationCommandInput,
  CreateApiDestinationCommandOutput,
  CreateConnectionCommandInput,
  CreateConnectionCommandOutput,
  DescribeConnectionCommandOutput,
  Target,
} from '@aws-sdk/client-eventbridge';
import { cloud } from './support/cloud.ts';

interface Request {
  readonly url: string | undefined;
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** An HTTP API on a free port that answers as the test says, 200 when it says nothing. */
async function startApi() {
  const requests: Request[] = [];
  const answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const { url, method, headers } = request;
    requests.push({ url, method, headers, body: Buffer.concat(chunks).toString() });
    const { status, headers: answerHeaders = {}, body = '' } = answers.shift() ?? { status: 200 };
    response.writeHead(status, { ...answerHeaders, connection: 'close' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answers,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const API_KEY = {
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'secret' } },
} as const;

interface Options {
  readonly connection?: Partial<CreateConnectionCommandInput>;
  readonly destination?: Partial<CreateApiDestinationCommandInput>;
  readonly target?: Partial<Target>;
}

async function start({ connection, destination, target }: Options = {}) {
  const api = await startApi();
  const it = cloud();
  const { ConnectionArn } = await it.call<object, CreateConnectionCommandOutput>('CreateConnection', {
    Name: 'c',
    ...API_KEY,
    ...connection,
  });
  const { ApiDestinationArn } = await it.call<object, CreateApiDestinationCommandOutput>('CreateApiDestination', {
    Name: 'd',
    ConnectionArn,
    HttpMethod: 'POST',
    InvocationEndpoint: `${api.url}/orders/*`,
    ...destination,
  });
  await it.call('PutRule', { Name: 'r', EventPattern: '{"source": ["shop"]}' });
  const Targets = [
    { Id: 't', Arn: ApiDestinationArn, RoleArn: 'arn:aws:iam::000000000000:role/r', InputPath: '$.detail', ...target },
  ];
  await it.call('PutTargets', { Rule: 'r', Targets });
  return {
    ...it,
    api,
    put: () => it.call('PutEvents', { Entries: [{ Source: 'shop', DetailType: 'd', Detail: '{"id": 1}' }] }),
    async close() {
      await it.close();
      await api.close();
    },
  };
}

describe('an API destination', () => {
  it('gets the event with the key of its connection and the parameters of the target', async () => {
    const HttpParameters = {
      PathParameterValues: ['a b'],
      HeaderParameters: { 'x-from': 'target' },
      QueryStringParameters: { q: '1' },
    };
    const it = await start({ target: { HttpParameters } });
    await it.put();
    await expect(it.deliver()).resolves.toMatchObject([{ outcome: 'delivered' }]);
    expect(it.api.requests).toMatchObject([
      {
        method: 'POST',
        url: '/orders/a%20b?q=1',
        body: '{"id":1}',
        headers: { 'x-key': 'secret', 'x-from': 'target' },
      },
    ]);
    await it.close();
  });

  it('is called as the target role, which must be allowed to', async () => {
    const it = await start();
    await it.put();
    await it.deliver();
    expect(it.trace.recent()).toContainEqual(
      expect.objectContaining({
        operation: 'InvokeApiDestination',
        principal: expect.stringContaining('assumed-role/r/'),
      }),
    );
    await it.close();
  });

  it('is tried again after 503, not before it asks for', async () => {
    const it = await start();
    it.api.answers.push({ status: 503, headers: { 'retry-after': '600' } });
    await it.put();
    await expect(it.deliver()).resolves.toMatchObject([{ outcome: 'retrying' }]);
    it.clock.advance(599_000);
    expect(it.api.requests).toHaveLength(1);
    await expect(it.deliver(1, 1_000)).resolves.toMatchObject([{ outcome: 'delivered', attempt: 2 }]);
    await it.close();
  });

  it('is not tried again after 400', async () => {
    const it = await start();
    it.api.answers.push({ status: 400, body: 'bad order' });
    await it.put();
    await expect(it.deliver()).resolves.toMatchObject([
      { outcome: 'dropped', reason: expect.stringMatching(/^SDK_CLIENT_ERROR: .* answered 400: bad order$/) },
    ]);
    await it.close();
  });

  it('is refused on another machine while the network is not allowed', async () => {
    const it = await start({ destination: { InvocationEndpoint: 'https://example.com/' } });
    await it.put();
    await expect(it.deliver()).resolves.toMatchObject([
      { outcome: 'dropped', reason: expect.stringContaining('example.com needs the flag --allow-network') },
    ]);
    await it.close();
  });

  it('is called no faster than its rate', async () => {
    const it = await start({ destination: { InvocationRateLimitPerSecond: 1 } });
    await it.put();
    await it.put();
    await it.deliver();
    expect(it.api.requests).toHaveLength(1);
    await it.deliver(1, 1_000);
    expect(it.api.requests).toHaveLength(2);
    await it.close();
  });
});

describe('a connection', () => {
  it('gets a token from its authorization endpoint, once for many calls, and again when it is refused', async () => {
    const tokens = await startApi();
    tokens.answers.push(
      { status: 200, body: '{"access_token": "one", "expires_in": 3600}' },
      { status: 200, body: '{"access_token": "two", "expires_in": 3600}' },
    );
    const it = await start({
      connection: {
        AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
        AuthParameters: {
          OAuthParameters: {
            ClientParameters: { ClientID: 'id', ClientSecret: 's' },
            AuthorizationEndpoint: `${tokens.url}/token`,
            HttpMethod: 'POST',
          },
        },
      },
    });
    it.api.answers.push({ status: 200 }, { status: 401 });
    await it.put();
    await it.deliver();
    await it.put();
    await it.deliver(1, 1_000);
    await it.deliver(1, 60_000);
    expect(it.api.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer one',
      'Bearer one',
      'Bearer two',
    ]);
    expect(tokens.requests).toHaveLength(2);
    expect(tokens.requests[0]).toMatchObject({ url: '/token', body: 'grant_type=client_credentials' });
    await it.close();
    await tokens.close();
  });

  it('adds its parameters to the request, and shows no secret', async () => {
    const InvocationHttpParameters = {
      HeaderParameters: [{ Key: 'x-tenant', Value: 't', IsValueSecret: true }],
      BodyParameters: [{ Key: 'tenant', Value: 't' }],
    };
    const it = await start({ connection: { AuthParameters: { ...API_KEY.AuthParameters, InvocationHttpParameters } } });
    await it.put();
    await it.deliver();
    expect(it.api.requests).toMatchObject([{ headers: { 'x-tenant': 't' }, body: '{"id":1,"tenant":"t"}' }]);
    const described = await it.call<object, DescribeConnectionCommandOutput>('DescribeConnection', { Name: 'c' });
    expect(described.AuthParameters).toEqual({
      ApiKeyAuthParameters: { ApiKeyName: 'x-key' },
      InvocationHttpParameters: {
        HeaderParameters: [{ Key: 'x-tenant', IsValueSecret: true }],
        BodyParameters: [{ Key: 'tenant', Value: 't', IsValueSecret: false }],
      },
    });
    await it.close();
  });

  it('keeps its secret through an update that does not name it', async () => {
    const it = await start();
    const AuthParameters = { ApiKeyAuthParameters: { ApiKeyName: 'x-other' } };
    await it.call('UpdateConnection', { Name: 'c', AuthParameters });
    await it.put();
    await it.deliver();
    expect(it.api.requests).toMatchObject([{ headers: { 'x-other': 'secret' } }]);
    await it.close();
  });

  it('that is deauthorized sends nothing', async () => {
    const it = await start();
    await it.call('DeauthorizeConnection', { Name: 'c' });
    await it.put();
    await expect(it.deliver()).resolves.toMatchObject([
      { outcome: 'dropped', reason: expect.stringMatching(/^NO_PERMISSIONS/) },
    ]);
    expect(it.api.requests).toEqual([]);
    await it.close();
  });
});
