import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Api, functionUri, type Sockets, startSockets } from './support/sockets.ts';

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

const ROLE = 'arn:aws:iam::000000000000:role/gateway';

async function roleThatMay(...actions: string[]): Promise<void> {
  const iam = new IAMClient(sockets.client);
  const trust = {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await iam.send(new CreateRoleCommand({ RoleName: 'gateway', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'gateway', PolicyName: 'p', PolicyDocument }));
}

const service = (uri: string, more: object) => ({
  IntegrationType: 'AWS' as const,
  IntegrationMethod: 'POST',
  IntegrationUri: `arn:aws:apigateway:us-east-1:${uri}`,
  CredentialsArn: ROLE,
  ...more,
});

test('a route writes to a table without a function', async () => {
  await roleThatMay('dynamodb:PutItem');
  const tables = new DynamoDBClient(sockets.client);
  await tables.send(
    new CreateTableCommand({
      TableName: 'connections',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const template = `{"TableName": "connections", "Item": {
    "id": {"S": "$context.connectionId"},
    "text": {"S": "$util.escapeJavaScript($input.path('$.text'))"},
    "tags": {"L": [#foreach($tag in $input.path('$.tags')){"S": "$tag"}#if($foreach.hasNext),#end#end]}}}`;
  const put = service('dynamodb:action/PutItem', { RequestTemplates: { $default: template } });
  const { respond } = await api.route('keep', put, { answers: true });
  await respond('/2\\d\\d/', { $default: '{"kept": $input.json(\'$\'), "by": "$context.connectionId"}' });
  const client = await api.connect();
  client.send({ action: 'keep', text: 'say "hi"', tags: ['a', 'b'] });
  const { kept, by } = JSON.parse(await client.next());
  expect(kept).toEqual({});
  const { Item } = await tables.send(new GetItemCommand({ TableName: 'connections', Key: { id: { S: by } } }));
  expect(Item).toMatchObject({ text: { S: 'say "hi"' }, tags: { L: [{ S: 'a' }, { S: 'b' }] } });
});

test('a route sends to a queue with a form', async () => {
  await roleThatMay('sqs:SendMessage');
  const sqs = new SQSClient(sockets.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
  await api.route(
    'queue',
    service('sqs:path/000000000000/inbox', {
      PassthroughBehavior: 'NEVER',
      RequestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
      RequestTemplates: { $default: 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
    }),
    { answers: true },
  );
  const client = await api.connect();
  client.send({ action: 'queue', text: 'a & b' });
  expect(await client.next()).toContain('MessageId');
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.[0]?.Body).toBe('{"action":"queue","text":"a & b"}');
});

test('a role that may not is an error of the integration, and the client of a two-way route reads it', async () => {
  await roleThatMay('sqs:ReceiveMessage');
  const { respond } = await api.route(
    'keep',
    service('dynamodb:action/PutItem', { RequestTemplates: { $default: '{"TableName":"x","Item":{}}' } }),
    { answers: true },
  );
  await respond('/4\\d\\d/', { $default: 'refused with $context.status' });
  const client = await api.connect();
  client.send({ action: 'keep' });
  expect(await client.next()).toMatch(/^refused with 4\d\d$/);
});

test('a role that does not trust API Gateway is an internal server error', async () => {
  await api.route('keep', service('dynamodb:action/PutItem', { RequestTemplates: { $default: '{}' } }));
  const client = await api.connect();
  client.send({ action: 'keep' });
  expect(JSON.parse(await client.next())).toMatchObject({ message: 'Internal server error' });
});

test('MOCK answers by its templates', async () => {
  const { respond } = await api.route(
    'ping',
    { IntegrationType: 'MOCK', IntegrationUri: undefined, RequestTemplates: { $default: '{"statusCode": 200}' } },
    { answers: true },
  );
  await respond('200', { $default: '#set($n = 1 + 2)pong $n from $context.stage#if(!$nothing)!#end' });
  const client = await api.connect();
  client.send({ action: 'ping' });
  expect(await client.next()).toBe('pong 3 from dev!');
});

test('templates are selected by an expression, also by one that escapes its dollar', async () => {
  const mock = { IntegrationType: 'MOCK' as const, IntegrationUri: undefined };
  const templates = { $default: '{"statusCode": 200}', loud: '{"statusCode": 201}' };
  const byBody = { ...mock, RequestTemplates: templates, TemplateSelectionExpression: '$request.body.how' };
  const ping = await api.route('ping', byBody, { answers: true });
  await ping.respond('$default', { $default: '{"event":"pong"}' }, '\\$default');
  await ping.respond('201', { $default: 'PONG' });
  const client = await api.connect();
  client.send({ action: 'ping' });
  expect(await client.next()).toBe('{"event":"pong"}');
  client.send({ action: 'ping', how: 'loud' });
  expect(await client.next()).toBe('PONG');
});

test('a function gets what the template makes', async () => {
  const integration = {
    IntegrationType: 'AWS' as const,
    IntegrationUri: functionUri('made'),
    RequestTemplates: { $default: '{"who": "$context.connectionId", "what": $input.json(\'$.text\')}' },
  };
  await api.route('say', integration, { answers: true });
  sockets.code.set('made', ({ what }) => ({ heard: what }));
  const client = await api.connect();
  client.send({ action: 'say', text: 'x' });
  expect(await client.next()).toBe('{"heard":"x"}');
});

test('nothing passes through where only templates may speak', async () => {
  await api.route('say', { IntegrationType: 'AWS', IntegrationUri: functionUri('x'), PassthroughBehavior: 'NEVER' });
  const client = await api.connect();
  client.send({ action: 'say' });
  expect(JSON.parse(await client.next())).toMatchObject({ message: 'Unsupported Media Type' });
  expect(sockets.events).toEqual([]);
});

test('HTTP integrations reach this machine and no other', async () => {
  const server = createServer((message, answer) => {
    message
      .setEncoding('utf8')
      .on('data', (body) => answer.end(`${message.method} ${message.url} ${message.headers['x-who']} ${body}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const parameters = {
    'integration.request.header.X-Who': 'context.connectionId',
    'integration.request.querystring.room': 'route.request.body.room',
  };
  const local = { IntegrationType: 'HTTP_PROXY' as const, IntegrationMethod: 'POST', RequestParameters: parameters };
  await api.route('near', { ...local, IntegrationUri: `http://127.0.0.1:${port}/in` }, { answers: true });
  await api.route('far', { ...local, IntegrationUri: 'https://example.com/in' }, { answers: true });
  const client = await api.connect();
  client.send({ action: 'near', room: 'r1' });
  expect(await client.next()).toMatch(/^POST \/in\?room=r1 [\w-]{15}= \{"action":"near","room":"r1"\}$/);
  client.send({ action: 'far' });
  expect(JSON.parse(await client.next())).toMatchObject({ message: 'Internal server error' });
  const failed = await sockets.happened(({ happened }) => happened === 'failed');
  expect(failed.reason).toMatch(/example\.com is not on this machine/);
  server.close();
});

describe('what cannot work here is refused when it is made', () => {
  const mock = { IntegrationType: 'MOCK' as const, IntegrationUri: undefined };
  test.each([
    [
      'an unknown $input function',
      { ...mock, RequestTemplates: { a: "$input.params('x')" } },
      /\$input\.params\(\) is not supported/,
    ],
    ['an unknown directive', { ...mock, RequestTemplates: { a: '#macro(x)#end' } }, /#macro is not supported/],
    ['a JSONPath with a filter', { ...mock, RequestTemplates: { a: "$input.path('$..a')" } }, /JSONPath/],
    ['an #if without an end', { ...mock, RequestTemplates: { a: '#if(true)x' } }, /#if has no #end/],
    [
      'a conversion to binary',
      { ...mock, ContentHandlingStrategy: 'CONVERT_TO_BINARY' as const },
      /ContentHandlingStrategy/,
    ],
    [
      'a mapping of nothing',
      { ...mock, RequestParameters: { 'integration.request.header.a': 'method.request.x' } },
      /method\.request\.x/,
    ],
    [
      'a service without a role',
      { IntegrationType: 'AWS' as const, IntegrationUri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q' },
      /CredentialsArn/,
    ],
  ])('%s', async (_, integration, message) => {
    await expect(api.route('x', integration)).rejects.toThrow(message);
  });

  test('an authorizer on another route than $connect', async () => {
    await expect(api.route('x', {}, { AuthorizationType: 'AWS_IAM' })).rejects.toThrow(
      'Currently, authorizers are restricted to the $connect route only.',
    );
  });

  test('an API key', async () => {
    await expect(api.route('x', {}, { ApiKeyRequired: true })).rejects.toThrow(/API keys/);
  });
});
