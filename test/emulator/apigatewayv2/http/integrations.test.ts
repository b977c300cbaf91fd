import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  attribute,
  functionRoute,
  httpApi,
  lambdaFunction,
  type RunningApi,
  resource,
  role,
  stage,
  startApi,
} from './support/api.ts';

const integration = (id: string, RouteKey: string, properties: Record<string, unknown>) => ({
  [`${id}Integration`]: resource('AWS::ApiGatewayV2::Integration', { ApiId: { Ref: 'Api' }, ...properties }),
  [id]: resource('AWS::ApiGatewayV2::Route', {
    ApiId: { Ref: 'Api' },
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${id}Integration` }]] },
  }),
});

const service = (
  id: string,
  RouteKey: string,
  IntegrationSubtype: string,
  RequestParameters: Record<string, unknown>,
  more = {},
) =>
  integration(id, RouteKey, {
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype,
    PayloadFormatVersion: '1.0',
    CredentialsArn: attribute('Caller', 'Arn'),
    RequestParameters,
    ...more,
  });

const PASS = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });

describe('what stands behind a route', () => {
  let server: Server;
  let api: RunningApi;
  beforeAll(async () => {
    server = createServer(async (message, response) => {
      const body = Buffer.concat(await message.toArray()).toString();
      response.setHeader('x-from', 'server').setHeader('set-cookie', ['a=1', 'b=2']);
      response.statusCode = message.url?.includes('teapot') ? 418 : 200;
      response.end(JSON.stringify({ method: message.method, url: message.url, headers: message.headers, body }));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const proxy = { IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', PayloadFormatVersion: '1.0' };
    const mapped = {
      'append:header.x-tag': '$request.querystring.tag',
      'overwrite:header.x-id': 'id-${request.path.id}-${context.stage}',
      'remove:header.x-secret': "''",
      'append:querystring.from': '$request.header.x-from',
      'overwrite:path': '/changed/${request.path.id}',
    };
    api = await startApi(
      {
        ...httpApi(),
        ...lambdaFunction('Echo', 'return event'),
        ...integration('Server', 'ANY /server/{proxy+}', { ...proxy, IntegrationUri: `${origin}/base/{proxy}` }),
        ...integration('Out', 'GET /out', { ...proxy, IntegrationUri: 'https://example.com/' }),
        ...integration('Gone', 'GET /gone', { ...proxy, IntegrationUri: 'http://127.0.0.1:1/' }),
        ...integration('Changed', 'GET /answer/{kind}', {
          ...proxy,
          IntegrationUri: `${origin}/{kind}`,
          ResponseParameters: {
            '418': {
              ResponseParameters: [
                { Destination: 'overwrite:statuscode', Source: '404' },
                { Destination: 'append:header.x-seen', Source: '$response.header.x-from' },
                { Destination: 'remove:header.set-cookie', Source: "''" },
              ],
            },
          },
        }),
        ...functionRoute('Mapped', 'ANY /mapped/{id}', 'Echo', { integration: { RequestParameters: mapped } }),
        Queue: resource('AWS::SQS::Queue'),
        Machine: resource('AWS::StepFunctions::StateMachine', {
          RoleArn: attribute('Caller', 'Arn'),
          StateMachineType: 'EXPRESS',
          DefinitionString: PASS,
        }),
        Caller: role('apigateway.amazonaws.com', ['sqs:*', 'events:*', 'states:*']),
        Powerless: role('apigateway.amazonaws.com', 's3:GetObject'),
        ...service('Send', 'POST /queue', 'SQS-SendMessage', {
          QueueUrl: { Ref: 'Queue' },
          MessageBody: '$request.body.message',
        }),
        ...service(
          'Refused',
          'POST /refused',
          'SQS-SendMessage',
          { QueueUrl: { Ref: 'Queue' }, MessageBody: 'x' },
          {
            CredentialsArn: attribute('Powerless', 'Arn'),
          },
        ),
        ...service('Put', 'POST /events', 'EventBridge-PutEvents', {
          Source: 'test',
          DetailType: '$request.header.x-type',
          Detail: '$request.body',
        }),
        ...service('Run', 'POST /run', 'StepFunctions-StartSyncExecution', {
          StateMachineArn: { Ref: 'Machine' },
          Input: '$request.body.input',
        }),
        Default: stage('$default'),
      },
      { outputs: { QueueUrl: { Value: { Ref: 'Queue' } } } },
    );
  }, 60_000);
  afterAll(async () => {
    await api.close();
    server.close();
  });

  it('may be a web server, which is handed all of the request', async () => {
    const { status, headers, json } = await api.call('/server/a/b%20c?x=1', {
      method: 'PATCH',
      headers: { 'x-some': 'thing', cookie: 'c=3' },
      body: 'hello',
    });

    expect(status).toBe(200);
    expect(json).toMatchObject({
      method: 'PATCH',
      url: '/base/a/b%20c?x=1',
      headers: { 'x-some': 'thing', cookie: 'c=3', forwarded: expect.stringContaining('for=127.0.0.1') },
      body: 'hello',
    });
    expect(headers.get('x-from')).toBe('server');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('is never a server elsewhere, and 503 when it does not answer', async () => {
    await expect(api.call('/out')).resolves.toMatchObject({ status: 503, json: { message: 'Service Unavailable' } });
    await expect(api.call('/gone')).resolves.toMatchObject({ status: 503 });
  });

  it('is handed the request as parameter mappings change it', async () => {
    const { json } = await api.call('/mapped/7?tag=blue', {
      headers: { 'x-tag': 'red', 'x-secret': 's', 'x-from': 'me' },
    });

    expect(json).toMatchObject({
      rawPath: '/changed/7',
      rawQueryString: 'tag=blue&from=me',
      headers: { 'x-tag': 'red,blue', 'x-id': 'id-7-$default' },
    });
    expect(json.headers).not.toHaveProperty('x-secret');
  });

  it('has its answer changed by the mappings of its status', async () => {
    const { status, headers } = await api.call('/answer/teapot');

    expect(status).toBe(404);
    expect(headers.get('x-seen')).toBe('server');
    expect(headers.getSetCookie()).toEqual([]);
    await expect(api.call('/answer/coffee')).resolves.toMatchObject({ status: 200 });
  });

  it('may be a queue', async () => {
    const sent = await api.call('/queue', { method: 'POST', body: JSON.stringify({ message: { a: 1 } }) });

    expect(sent.status).toBe(200);
    expect(sent.text).toMatch(/<SendMessageResponse.*<MessageId>/);
    const { Messages } = await new SQSClient(api.client).send(
      new ReceiveMessageCommand({ QueueUrl: api.values.QueueUrl }),
    );
    expect(Messages).toMatchObject([{ Body: '{"a":1}' }]);
    await expect(api.call('/queue', { method: 'POST', body: '{}' })).resolves.toMatchObject({ status: 400 });
    await expect(api.call('/refused', { method: 'POST' })).resolves.toMatchObject({ status: 403 });
  });

  it('may be an event bus', async () => {
    const { status, json } = await api.call('/events', {
      method: 'POST',
      headers: { 'x-type': 'Said' },
      body: JSON.stringify({ hello: 1 }),
    });

    expect(status).toBe(200);
    expect(json).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  });

  it('may be a state machine, whose outcome it answers', async () => {
    const { status, json } = await api.call('/run', { method: 'POST', body: JSON.stringify({ input: { n: 1 } }) });

    expect(status).toBe(200);
    expect(json).toMatchObject({ status: 'SUCCEEDED', output: '{"n":1}' });
  });
});
