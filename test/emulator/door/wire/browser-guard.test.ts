import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CreateBucketCommand, PutBucketCorsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { BrowserGuard } from '../../../../emulator/door/wire/browser-guard.ts';
import { listen } from '../../../../emulator/door/wire/server.ts';
import { createCognito } from '../../../../emulator/services/cognito/service.ts';
import { createEventBridge } from '../../../../emulator/services/eventbridge/service.ts';
import { createS3 } from '../../../../emulator/services/s3/service.ts';
import { createSns } from '../../../../emulator/services/sns/service.ts';
import { startEndpoint } from '../../support/endpoint.ts';

const STRANGER = 'https://stranger.example';

describe('the names that the emulator answers to', () => {
  const guard = new BrowserGuard(['loom.tunnel.example']);

  test.each([
    'localhost:4566',
    'bucket.localhost:4566',
    'abc.execute-api.localhost',
    '127.0.0.1:4566',
    '[::1]:4566',
    '192.168.1.7',
    'telar:4566',
    'host.docker.internal:4566',
    'loom.test',
    'bucket.s3.us-east-1.amazonaws.com',
    '127.0.0.1.nip.io:4566',
    'Loom.Tunnel.Example',
  ])('%s is one of them', (host) => {
    expect(guard.refusalOf({ headers: { host } })).toBeUndefined();
    expect(guard.refusalOf({ headers: { host } })).toBeUndefined();
  });

  test.each(['stranger.example', 'localhost.stranger.example', 'amazonaws.com.stranger.example:4566', 'a b'])(
    '%s is none: a page may have called us so',
    (host) => {
      const refused = guard.refusalOf({ headers: { host } });
      expect(refused?.status).toBe(403);
      expect(refused?.body).toContain('--allow-host');
    },
  );
});

test('a socket is not opened for a name that is none of them', async () => {
  const opened: (string | undefined)[] = [];
  const handler = {
    handle: (message: IncomingMessage, socket: Duplex) => {
      opened.push(message.headers.host);
      socket.end('HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\n\r\n');
    },
    close: async () => {},
  };
  const server = await listen({
    mounts: new Map(),
    upgrades: new Map([['/', handler]]),
    port: 0,
    hosts: ['127.0.0.1'],
    onFault: (error) => {
      throw error;
    },
  });
  const knock = async (host: string) => {
    const headers = { host, connection: 'Upgrade', upgrade: 'websocket' };
    const sent = request({ host: '127.0.0.1', port: server.port, path: '/', headers, agent: false }).end();
    const [received]: IncomingMessage[] = await once(sent, 'response');
    received?.resume();
    return received?.statusCode;
  };
  expect(await knock('stranger.example')).toBe(403);
  expect(await knock('localhost')).toBe(426);
  expect(opened).toEqual(['localhost']);
  await server.close();
});

describe('whose page asks', () => {
  const guard = new BrowserGuard(['loom.tunnel.example']);

  test.each([
    {},
    { origin: 'http://localhost:5173' },
    { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://loom.tunnel.example' },
    { origin: 'http://loom.test:8080' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-site' },
  ])('%j is nobody, or this machine', (headers) => {
    expect(guard.strangerIn(headers)).toBeUndefined();
  });

  test.each([
    { origin: STRANGER },
    { origin: 'null' },
    { origin: 'http://93.184.215.14' },
    { origin: 'http://bucket.s3-website-us-east-1.amazonaws.com' },
    { 'sec-fetch-site': 'cross-site' },
  ])('%j is a stranger', (headers) => {
    expect(guard.strangerIn(headers)).toBeDefined();
  });
});

describe('a page of a stranger', () => {
  const start = () =>
    startEndpoint((ports) => {
      const deps = { ...ports, dataDirectory: undefined, allowNetwork: false };
      const { serviceEvents, ...eventBridge } = createEventBridge(deps);
      const sns = createSns(deps);
      return [
        { ...eventBridge, serviceEvents },
        createS3({ ...deps, serviceEvents }),
        sns,
        createCognito({ ...deps, outbox: sns.outbox }),
      ];
    });
  let cloud: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    cloud = await start();
  });
  afterAll(async () => {
    expect(cloud.faults).toEqual([]);
    await cloud.close();
  });

  /** As a browser may send it for any page, without asking first: the signature stands in the address. */
  const signed = (service: string) =>
    new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `x/20260101/us-east-1/${service}/aws4_request`,
      'X-Amz-Date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'made-up',
    }).toString();

  async function ask(method: string, path: string, headers: Readonly<Record<string, string>>, body = '') {
    const sent = request(`${cloud.endpoint}${path}`, { method, headers, agent: false }).end(body);
    const [received]: IncomingMessage[] = await once(sent, 'response');
    return { status: received?.statusCode, text: received ? await text(received) : '' };
  }

  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

  test('creates nothing with keys that it made up', async () => {
    const create = (headers: Readonly<Record<string, string>>) =>
      ask('POST', `/?${signed('sns')}`, { ...FORM, ...headers }, 'Action=CreateTopic&Name=theirs&Version=2010-03-31');
    const refused = await create({ origin: STRANGER });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('<Code>AccessDenied</Code>');
    expect(refused.text).toContain(`A page of ${STRANGER} may not ask sns for this`);
    expect((await create({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);

    const sns = new SNSClient(cloud.client);
    expect((await sns.send(new ListTopicsCommand({}))).Topics ?? []).toEqual([]);
    expect((await create({ origin: 'http://localhost:3000' })).status).toBe(200);
    await sns.send(new CreateTopicCommand({ Name: 'ours' }));
    sns.destroy();
  });

  test('does in a bucket what its CORS rules allow, and follows links to it', async () => {
    const s3 = new S3Client({ ...cloud.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'loom' }));
    await s3.send(new PutObjectCommand({ Bucket: 'loom', Key: 'thread', Body: 'red' }));
    const removal = '<Delete><Object><Key>thread</Key></Object></Delete>';
    const remove = () => ask('POST', `/loom?delete&${signed('s3')}`, { origin: STRANGER }, removal);
    expect((await remove()).status).toBe(403);
    expect(await ask('GET', `/loom/thread?${signed('s3')}`, { 'sec-fetch-site': 'cross-site' })).toEqual({
      status: 200,
      text: 'red',
    });

    const CORSRules = [{ AllowedOrigins: [STRANGER], AllowedMethods: ['PUT'] }];
    await s3.send(new PutBucketCorsCommand({ Bucket: 'loom', CORSConfiguration: { CORSRules } }));
    const put = await ask('PUT', `/loom/thread?${signed('s3')}`, { origin: STRANGER, 'content-length': '4' }, 'blue');
    expect(put.status).toBe(200);
    s3.destroy();
  });

  test('asks Cognito what anybody may ask, and nothing with keys that it made up', async () => {
    const target = (operation: string) => ({
      origin: STRANGER,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    });
    const signUp = await ask('POST', '/', target('SignUp'), '{"ClientId":"nobodys","Username":"a","Password":"b"}');
    expect(signUp.text).toContain('ResourceNotFoundException');
    const list = await ask('POST', `/?${signed('cognito-idp')}`, target('ListUserPools'), '{"MaxResults":1}');
    expect(list.status).toBe(403);
  });

  test('reaches nothing by a name of its own that has come to mean this machine', async () => {
    const rebound = await ask('GET', '/', { host: 'stranger.example', 'sec-fetch-site': 'same-origin' });
    expect(rebound.status).toBe(403);
    expect(rebound.text).toContain('does not answer to the name stranger.example');
  });
});
