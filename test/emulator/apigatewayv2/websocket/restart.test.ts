import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { ApiGatewayV2Client, CreateApiCommand, CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { type Cloud, startCloud } from '../../../../emulator/cloud.ts';
import type { SocketTrace } from '../../../../emulator/runtime/trace.ts';
import { connect } from './support/socket-client.ts';

const options = (cloud: Cloud, path = '') => ({
  endpoint: `${cloud.endpoint}${path}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

test('after a restart the API is there, its connections are gone, and clients connect again', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'telar-sockets-'));
  const first = await startCloud({ dataDirectory });
  const client = new ApiGatewayV2Client(options(first));
  const api = { Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' } as const;
  const { ApiId = '' } = await client.send(new CreateApiCommand(api));
  await client.send(new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true }));
  const path = `/execute-api/${ApiId}/dev`;
  const before = await connect(`ws://127.0.0.1:${first.port}${path}`);
  const connected = first.trace.recent().find((record): record is SocketTrace => record.kind === 'socket');
  await first.close();
  expect(await before.closed).toMatchObject({ code: 1001 });

  const second = await startCloud({ dataDirectory, port: first.port });
  const management = new ApiGatewayManagementApiClient(options(second, path));
  const post = new PostToConnectionCommand({ ConnectionId: connected?.connectionId, Data: 'x' });
  await expect(management.send(post)).rejects.toMatchObject({ name: 'GoneException' });
  const again = await connect(`ws://127.0.0.1:${second.port}${path}`);
  again.send('hello');
  expect(await again.next()).toContain('Forbidden');
  await second.close();
  rmSync(dataDirectory, { recursive: true });
}, 60_000);
