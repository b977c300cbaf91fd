import { request } from 'node:http';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { DeleteApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { SocketClient } from './support/socket-client.ts';
import { type Api, type Sockets, startSockets } from './support/sockets.ts';

let sockets: Sockets;
let api: Api;

beforeEach(async () => {
  sockets = await startSockets();
  api = await sockets.createApi();
  await api.route('$connect');
});

afterEach(async () => {
  expect(sockets.faults).toEqual([]);
  await sockets.close();
});

/** Connects; answers the client and its connection's id. */
async function join(): Promise<{ client: SocketClient; id: string }> {
  const client = await api.connect('', { headers: { 'user-agent': 'tester' } });
  return { client, id: sockets.events.at(-1).requestContext.connectionId };
}

test('posts text and bytes to a client', async () => {
  const { client, id } = await join();
  await api.post(id, '{"hello":"wörld"}');
  expect(await client.next()).toBe('{"hello":"wörld"}');
  client.socket.once('message', (_data, isBinary) => expect(isBinary).toBe(true));
  await api.post(id, Uint8Array.of(0xff, 0xfe));
  await client.next();
});

test('tells of a connection', async () => {
  const { id } = await join();
  expect(await api.look(id)).toMatchObject({
    ConnectedAt: new Date(Date.UTC(2026, 0, 1)),
    LastActiveAt: new Date(Date.UTC(2026, 0, 1)),
    Identity: { SourceIp: '127.0.0.1', UserAgent: 'tester' },
  });
});

test('ends a connection; its client reads why, and $disconnect hears of it', async () => {
  await api.route('$disconnect');
  const left = sockets.called('disconnect');
  const { client, id } = await join();
  await api.drop(id);
  expect(await client.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' });
  expect((await left).requestContext).toMatchObject({ connectionId: id, disconnectStatusCode: 1000 });
  await expect(api.drop(id)).rejects.toMatchObject({ name: 'GoneException' });
});

test('answers 410 once a client has left', async () => {
  const { client, id } = await join();
  await client.close();
  await sockets.happened(({ happened }) => happened === 'disconnected');
  const gone = { name: 'GoneException', $metadata: { httpStatusCode: 410 } };
  await expect(api.post(id, 'x')).rejects.toMatchObject(gone);
  await expect(api.look(id)).rejects.toMatchObject(gone);
});

test('answers 410 while $connect still runs', async () => {
  let answer: unknown;
  sockets.code.set('connect', async (event) => {
    answer = await api.post(event.requestContext.connectionId, 'too early').catch((error: unknown) => error);
    return { statusCode: 200 };
  });
  await api.connect();
  expect(answer).toMatchObject({ name: 'GoneException' });
});

test('says that an id could not be one', async () => {
  await expect(api.post('nonsense', 'x')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Invalid connectionId: nonsense',
    $metadata: { httpStatusCode: 400 },
  });
});

test('takes 128 KB and not more', async () => {
  const { client, id } = await join();
  await api.post(id, 'x'.repeat(128 * 1024));
  expect(await client.next()).toHaveLength(128 * 1024);
  await expect(api.post(id, 'x'.repeat(128 * 1024 + 1))).rejects.toMatchObject({
    name: 'PayloadTooLargeException',
    $metadata: { httpStatusCode: 413 },
  });
});

test('forbids another stage, and does not find a connection of another API', async () => {
  const { id } = await join();
  const at = (endpoint: string) => new ApiGatewayManagementApiClient({ ...sockets.client, endpoint });
  const post = new PostToConnectionCommand({ ConnectionId: id, Data: 'x' });
  const unknownStage = at(`${sockets.endpoint}/execute-api/${api.id}/prod`);
  await expect(unknownStage.send(post)).rejects.toMatchObject({ name: 'ForbiddenException' });
  const other = await sockets.createApi();
  await expect(other.post(id, 'x')).rejects.toMatchObject({ name: 'GoneException' });
});

test('refuses an unsigned request', async () => {
  const { id } = await join();
  const answer = await fetch(`${sockets.endpoint}/execute-api/${api.id}/dev/@connections/${encodeURIComponent(id)}`, {
    method: 'POST',
    body: 'x',
  });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toEqual({ message: 'Missing Authentication Token' });
});

test('a role needs execute-api:ManageConnections on the connection', async () => {
  const { client, id } = await join();
  const iam = new IAMClient(sockets.client);
  const trust = {
    Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' }],
  };
  const statement = {
    Effect: 'Allow',
    Action: 'execute-api:ManageConnections',
    Resource: `arn:aws:execute-api:us-east-1:000000000000:${api.id}/*/POST/@connections/*`,
  };
  await iam.send(new CreateRoleCommand({ RoleName: 'talker', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'talker', PolicyName: 'p', PolicyDocument }));
  const { Credentials } = await new STSClient(sockets.client).send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::000000000000:role/talker', RoleSessionName: 'session' }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const endpoint = `${sockets.endpoint}/execute-api/${api.id}/dev`;
  const talker = new ApiGatewayManagementApiClient({ ...sockets.client, endpoint, credentials });
  await talker.send(new PostToConnectionCommand({ ConnectionId: id, Data: 'hi' }));
  expect(await client.next()).toBe('hi');
  await expect(talker.send(new DeleteConnectionCommand({ ConnectionId: id }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      `execute-api:ManageConnections on resource: arn:aws:execute-api:us-east-1:000000000000:${api.id}/dev/DELETE/@connections/${id}`,
    ),
  });
});

test('is reached by the name that AWS gives the API', async () => {
  const { client, id } = await join();
  const headers = {
    host: `${api.id}.execute-api.us-east-1.amazonaws.com`,
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0',
  };
  await new Promise((resolve, reject) => {
    const path = `/dev/@connections/${encodeURIComponent(id)}`;
    request(sockets.endpoint, { method: 'POST', path, headers }, resolve).on('error', reject).end('by name');
  });
  expect(await client.next()).toBe('by name');
});

test('a client that reads nothing delays nobody: what waits for it is bounded', async () => {
  const slow = await join();
  const other = await join();
  slow.client.socket.pause();
  const big = 'x'.repeat(120 * 1024);
  let refused: unknown;
  for (let round = 0; refused === undefined && round < 500; round += 1) {
    await api.post(slow.id, big).catch((error: unknown) => {
      refused = error;
    });
  }
  expect(refused).toMatchObject({ name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } });
  await api.post(other.id, 'still here');
  expect(await other.client.next()).toBe('still here');
});

test('a stage that goes takes its connections with it', async () => {
  const { client, id } = await join();
  await sockets.apiClient.send(new DeleteApiCommand({ ApiId: api.id }));
  expect(await client.closed).toMatchObject({ code: 1001 });
  await expect(api.post(id, 'x')).rejects.toThrow();
});
