import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateConnectionCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import type { ExecutionTrace } from '../../../emulator/runtime/trace.ts';
import { only } from './support/machine-room.ts';

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Somebody's web service, which says what it heard, or the status that its path asks for. */
async function webService() {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      heard.push({ method, url, headers, body });
      const status = Number(/\/status\/(\d+)/.exec(url ?? '')?.[1] ?? 200);
      response.writeHead(status, { 'Content-Type': 'application/json', 'X-Flavour': ['sweet', 'sour'] });
      response.end(JSON.stringify(status === 200 ? { said: body } : { message: 'no' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, heard, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('Tasks that speak HTTP', () => {
  let cloud: Cloud;
  let web: { server: Server; heard: Heard[]; origin: string };
  let clients: { sfn: SFNClient; iam: IAMClient; events: EventBridgeClient; api: ApiGatewayV2Client };

  beforeEach(async () => {
    web = await webService();
    cloud = await startCloud();
    const options = {
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    };
    clients = {
      sfn: new SFNClient({ ...options, disableHostPrefix: true }),
      iam: new IAMClient(options),
      events: new EventBridgeClient(options),
      api: new ApiGatewayV2Client(options),
    };
  });
  afterEach(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await cloud.close();
    web.server.close();
  });

  /** A role for state machines with these permissions. */
  async function role(...Action: string[]) {
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await clients.iam.send(new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument }));
    if (Action.length > 0) {
      const PolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
      });
      await clients.iam.send(new PutRolePolicyCommand({ RoleName: 'machine', PolicyName: 'p', PolicyDocument }));
    }
    return Role?.Arn ?? '';
  }

  const create = (roleArn: string, task: object, type: 'EXPRESS' | 'STANDARD' = 'EXPRESS') =>
    clients.sfn.send(
      new CreateStateMachineCommand({
        name: 'caller',
        type,
        roleArn,
        definition: JSON.stringify(only({ Type: 'Task', ...task })),
      }),
    );

  async function run(roleArn: string, task: object, input: object = {}) {
    const { stateMachineArn } = await create(roleArn, task);
    const { output, ...ended } = await clients.sfn.send(
      new StartSyncExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
    );
    return { ...ended, result: output === undefined ? undefined : JSON.parse(output) };
  }

  /** An HTTP API in front of the web service; its routes are authorized by IAM when asked for. */
  async function api(AuthorizationType: 'NONE' | 'AWS_IAM' = 'NONE') {
    const { ApiId } = await clients.api.send(new CreateApiCommand({ Name: 'api', ProtocolType: 'HTTP' }));
    const { IntegrationId } = await clients.api.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: `${web.origin}/{proxy}`,
        PayloadFormatVersion: '1.0',
      }),
    );
    await clients.api.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey: 'ANY /{proxy+}',
        Target: `integrations/${IntegrationId}`,
        AuthorizationType,
      }),
    );
    await clients.api.send(new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true }));
    return `${ApiId}.execute-api.us-east-1.amazonaws.com`;
  }

  describe('arn:aws:states:::apigateway:invoke', () => {
    const invoke = (ApiEndpoint: string, Parameters: object) => ({
      Resource: 'arn:aws:states:::apigateway:invoke',
      Parameters: { ApiEndpoint, Stage: 'dev', Method: 'POST', Path: '/echo', ...Parameters },
    });

    test('calls a stage with path, query, headers and body, and answers status, headers and body', async () => {
      const task = invoke(await api(), {
        QueryParameters: { tag: ['a', 'b'] },
        Headers: { 'X-Mood': ['fine'] },
        'RequestBody.$': '$',
      });
      const { result } = await run(await role(), task, { order: 7, note: null });
      expect(result).toMatchObject({ StatusCode: 200, StatusText: 'OK', ResponseBody: { said: '{"order":7}' } });
      expect(
        Object.entries<string[]>(result.Headers)
          .find(([name]) => /^x-flavour$/i.test(name))?.[1]
          .join(),
      ).toMatch(/sweet.*sour/);
      expect(web.heard[0]).toMatchObject({ method: 'POST', headers: { 'x-mood': 'fine' } });
      expect(web.heard[0]?.url).toMatch(/^\/echo\?tag=a&tag=b$/);
    });

    test('fails with the status as the name and the body as the cause', async () => {
      const task = invoke(await api(), { Path: '/status/418' });
      await expect(run(await role(), task)).resolves.toMatchObject({
        status: 'FAILED',
        error: 'ApiGateway.418',
        cause: '{"message":"no"}',
      });
    });

    test('signs as the role where it is asked to, so that the role needs execute-api:Invoke', async () => {
      const endpoint = await api('AWS_IAM');
      const task = invoke(endpoint, { AuthType: 'IAM_ROLE' });
      const roleArn = await role();
      const allow = (Action: string) => {
        const PolicyDocument = JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
        });
        return clients.iam.send(new PutRolePolicyCommand({ RoleName: 'machine', PolicyName: 'p', PolicyDocument }));
      };
      await allow('execute-api:ManageConnections');
      await expect(run(roleArn, task)).resolves.toMatchObject({ error: 'ApiGateway.403' });
      await allow('execute-api:Invoke');
      const { stateMachineArn } = await clients.sfn.send(
        new CreateStateMachineCommand({
          name: 'second',
          type: 'EXPRESS',
          roleArn,
          definition: JSON.stringify(only({ Type: 'Task', ...task })),
        }),
      );
      const { status } = await clients.sfn.send(new StartSyncExecutionCommand({ stateMachineArn }));
      expect(status).toBe('SUCCEEDED');
    });

    test('names what no request can be made with', async () => {
      const task = invoke('example.com', { Headers: { Host: ['elsewhere'] }, AuthType: 'MAGIC' });
      const { error, cause } = await run(await role(), task);
      expect(error).toBe('States.Runtime');
      expect(cause).toMatch(/AuthType.*ApiEndpoint.*'Host' is reserved/);
    });

    test('waits for the answer that comes with the token', async () => {
      const { stateMachineArn } = await create(
        await role(),
        {
          ...invoke(await api(), {
            'Headers.$': 'States.StringToJson(States.Format(\'\\{"token":["{}"]\\}\', $$.Task.Token))',
          }),
          Resource: 'arn:aws:states:::apigateway:invoke.waitForTaskToken',
        },
        'STANDARD',
      );
      const ended = new Promise<ExecutionTrace>((resolve) => {
        cloud.trace.subscribe((record) => {
          if (record.kind === 'execution' && record.status !== 'RUNNING') resolve(record);
        });
      });
      const asked = once(web.server, 'request');
      await clients.sfn.send(new StartExecutionCommand({ stateMachineArn }));
      const [request] = (await asked) as [IncomingMessage];
      const taskToken = String(request.headers.token);
      await clients.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '"done"' }));
      await expect(ended).resolves.toMatchObject({ status: 'SUCCEEDED' });
    });
  });

  describe('arn:aws:states:::http:invoke', () => {
    const ALLOWED = [
      'states:InvokeHTTPEndpoint',
      'events:RetrieveConnectionCredentials',
      'secretsmanager:GetSecretValue',
      'secretsmanager:DescribeSecret',
    ];

    async function connection() {
      const { ConnectionArn } = await clients.events.send(
        new CreateConnectionCommand({
          Name: 'shop',
          AuthorizationType: 'BASIC',
          AuthParameters: {
            BasicAuthParameters: { Username: 'ann', Password: 'secret' },
            InvocationHttpParameters: {
              QueryStringParameters: [{ Key: 'version', Value: '2' }],
              BodyParameters: [{ Key: 'shop', Value: 'north' }],
            },
          },
        }),
      );
      return ConnectionArn ?? '';
    }

    const invoke = (ConnectionArn: string, ApiEndpoint: string, Parameters: object = {}) => ({
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: { ApiEndpoint, Method: 'POST', Authentication: { ConnectionArn }, ...Parameters },
    });

    test('sends what the definition says with what the connection adds', async () => {
      const task = invoke(await connection(), `${web.origin}/orders`, {
        Headers: { 'X-Mood': 'fine' },
        QueryParameters: { version: '1', page: '3' },
        RequestBody: { item: 'tea' },
      });
      const { result } = await run(await role(...ALLOWED), task);
      expect(result).toMatchObject({ StatusCode: 200, StatusText: 'OK' });
      expect(result.Headers).toMatchObject({ 'X-Flavour': ['sweet', 'sour'] });
      expect(web.heard[0]).toMatchObject({
        url: '/orders?version=2&page=3',
        headers: {
          authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}`,
          'content-type': 'application/json',
          'x-mood': 'fine',
        },
      });
      expect(JSON.parse(web.heard[0]?.body ?? '')).toEqual({ item: 'tea', shop: 'north' });
    });

    test('writes the body as a form where it is told to', async () => {
      const task = invoke(await connection(), `${web.origin}/orders`, {
        RequestBody: { items: ['tea', 'salt'], to: { name: 'Bo B' } },
        Transform: { RequestBodyEncoding: 'URL_ENCODED', RequestEncodingOptions: { ArrayFormat: 'BRACKETS' } },
      });
      await run(await role(...ALLOWED), task);
      expect(web.heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
      expect([...new URLSearchParams(web.heard[0]?.body)]).toEqual([
        ['items[]', 'tea'],
        ['items[]', 'salt'],
        ['to[name]', 'Bo B'],
        ['shop', 'north'],
      ]);
    });

    test('fails with States.Http.StatusCode and the status', async () => {
      const task = invoke(await connection(), `${web.origin}/status/503`);
      await expect(run(await role(...ALLOWED), task)).resolves.toMatchObject({
        error: 'States.Http.StatusCode.503',
        cause: '{"message":"no"}',
      });
    });

    test('calls no other machine unless the network is allowed', async () => {
      const task = invoke(await connection(), 'https://api.example.com/orders');
      const { error, cause } = await run(await role(...ALLOWED), task);
      expect(error).toBe('States.Http.Socket');
      expect(cause).toMatch(/api\.example\.com needs the flag --allow-network/);
    });

    test('needs the permission for the endpoint and for the secret of the connection', async () => {
      const task = invoke(await connection(), `${web.origin}/orders`);
      const { error, cause } = await run(await role('states:InvokeHTTPEndpoint'), task);
      expect(error).toBe('Events.AccessDeniedException');
      expect(cause).toMatch(/events:RetrieveConnectionCredentials/);
      expect(web.heard).toEqual([]);
    });

    test('cannot be made without a connection', async () => {
      const { Parameters, ...task } = invoke('', `${web.origin}/orders`);
      const { Authentication: _none, ...rest } = Parameters;
      const { error, cause } = await run(await role(...ALLOWED), { ...task, Parameters: rest });
      expect(error).toBe('States.Runtime');
      expect(cause).toMatch(/The field 'Authentication' is required but was missing/);
    });
  });
});
