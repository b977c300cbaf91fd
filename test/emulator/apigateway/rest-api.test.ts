import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  APIGatewayClient,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
  NotFoundException,
} from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import { assemblyOf, removeAssemblies } from '../template/support.ts';

/** As the CDK writes LambdaRestApi with resources, preflights, a validator, a TOKEN authorizer, keys and a usage plan. */
const TEMPLATE = JSON.parse(readFileSync(join(__dirname, 'support', 'rest.template.json'), 'utf8'));

describe('a REST API of somebody else’s CDK application', () => {
  let cloud: Cloud;
  let items = '';
  let proxy = '';
  let client: APIGatewayClient;
  const options = () => ({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  beforeAll(async () => {
    cloud = await startCloud({});
    await cloud.deployer.deploy(assemblyOf({ rest: TEMPLATE }));
    const outputs = Object.entries(cloud.deployer.outputs().rest ?? {});
    items = outputs.find(([key]) => key.startsWith('Items'))?.[1] ?? '';
    proxy = outputs.find(([key]) => key.startsWith('Proxy'))?.[1] ?? '';
    client = new APIGatewayClient(options());
  }, 60_000);
  afterAll(async () => {
    await cloud.close();
    removeAssemblies();
  });

  const call = async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };

  it('has a URL at this emulator', () => {
    expect(items).toMatch(/^http:\/\/localhost:\d+\/execute-api\/[a-z0-9]{10}\/dev\/$/);
  });

  it('hands functions the proxy event', async () => {
    const { status, headers, text } = await call(`${items}items/a%20b?x=1&x=2`, {
      method: 'PUT',
      headers: { 'x-some': 'thing' },
      body: 'hello',
    });

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    const event = JSON.parse(text);
    expect(event).toMatchObject({
      resource: '/items/{id}',
      path: '/items/a%20b',
      httpMethod: 'PUT',
      headers: { 'x-some': 'thing' },
      multiValueHeaders: { 'x-some': ['thing'] },
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      pathParameters: { id: 'a b' },
      stageVariables: { color: 'blue' },
      requestContext: {
        resourceId: expect.stringMatching(/^[a-z0-9]{6}$/),
        resourcePath: '/items/{id}',
        path: '/dev/items/a%20b',
        stage: 'dev',
        httpMethod: 'PUT',
        accountId: '000000000000',
        identity: { sourceIp: expect.any(String), userAgent: 'node' },
      },
      body: 'hello',
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('version');
  });

  it('answers preflights by the mock integrations that the CDK makes', async () => {
    const { status, headers } = await call(`${items}items`, { method: 'OPTIONS' });

    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://web.example');
    expect(headers.get('access-control-allow-headers')).toBe('authorization');
    expect(headers.get('access-control-allow-methods')).toBe('GET,POST');
  });

  it('answers 403 in AWS’s words to what is no method, and to a stage that is not there', async () => {
    await expect(call(`${items}nothing`)).resolves.toMatchObject({
      status: 403,
      text: '{"message":"Missing Authentication Token"}',
    });
    await expect(call(`${items}items`, { method: 'DELETE' })).resolves.toMatchObject({ status: 403 });
    await expect(call(items.replace('/dev/', '/other/items'))).resolves.toMatchObject({
      status: 403,
      text: '{"message":"Forbidden"}',
    });
  });

  it('holds requests to the validator: parameters first, then the body against its model', async () => {
    const post = (path: string, body: string) =>
      call(items + path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

    await expect(post('items', '{"name":"ab"}')).resolves.toMatchObject({
      status: 400,
      text: '{"message":"Missing required request parameters: [dry]"}',
    });
    for (const wrong of ['{"name":"a"}', '{}', '{"name":"ab","size":"x"}', 'no json']) {
      await expect(post('items?dry=1', wrong)).resolves.toMatchObject({
        status: 400,
        text: '{"message":"Invalid request body"}',
      });
    }
    await expect(post('items?dry=1', '{"name":"ab","size":1}')).resolves.toMatchObject({ status: 200 });
  });

  it('lets a TOKEN authorizer decide, and tells the function what it said', async () => {
    const as = (authorization: string) => call(`${items}guarded`, { headers: { authorization } });

    const allowed = await as('allow');
    expect(allowed.status).toBe(200);
    expect(JSON.parse(allowed.text).requestContext.authorizer).toMatchObject({ principalId: 'me', number: '7' });
    await expect(as('unknown')).resolves.toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
    await expect(call(`${items}guarded`)).resolves.toMatchObject({ status: 401 });
  });

  it('gives its own answers the form that the API’s gateway responses have', async () => {
    const { status, headers, text } = await call(`${items}guarded`, { headers: { authorization: 'deny' } });

    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(JSON.parse(text)).toEqual({ denied: 'User is not authorized to access this resource' });
  });

  it('wants an API key of a usage plan, within its quota', async () => {
    const withKey = (key: string) => call(`${items}keyed`, { headers: { 'x-api-key': key } });

    await expect(call(`${items}keyed`)).resolves.toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
    await expect(withKey('another')).resolves.toMatchObject({ status: 403 });
    const statuses = [];
    for (let count = 0; count < 4; count++)
      statuses.push((await withKey('a-key-of-at-least-twenty-characters')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('sends everything to one function where that is all', async () => {
    const root = await call(proxy);
    const deep = await call(`${proxy}a/b%2Fc/`);

    expect(root).toMatchObject({ status: 200, text: '' });
    expect(deep).toMatchObject({ status: 200, text: 'a/b/c' });
    expect(deep.headers.get('x-path')).toBe('/a/b%2Fc/');
    expect(deep.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('answers 502 when the function fails, or answers what is no answer', async () => {
    const failed = { status: 502, text: '{"message":"Internal server error"}' };

    await expect(call(`${proxy}fail`)).resolves.toMatchObject(failed);
    await expect(call(`${proxy}bad`)).resolves.toMatchObject(failed);
  });

  it('writes the access log that its stage asks for', async () => {
    await call(`${items}items/logged`);
    const logs = new CloudWatchLogsClient(options());
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'rest-Log' }));

    const line = await eventually(cloud.trace, 'the line of the access log', async () => {
      const group = { logGroupName: logGroups[0]?.logGroupName };
      const { events = [] } = await logs.send(new FilterLogEventsCommand(group));
      return events.map(({ message = '{}' }) => JSON.parse(message)).find(({ httpMethod }) => httpMethod === 'GET');
    });

    expect(line).toMatchObject({
      status: expect.stringMatching(/^\d+$/),
      ip: expect.stringMatching(/127\.0\.0\.1|::1/),
    });
  });

  it('is shown by the control plane', async () => {
    const { items: apis = [] } = await client.send(new GetRestApisCommand({}));
    const restApiId = apis.find(({ name }) => name === 'Items')?.id;
    const { items: resources = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    const { item: stages = [] } = await client.send(new GetStagesCommand({ restApiId }));

    expect(apis).toHaveLength(2);
    expect(resources.map(({ path }) => path).sort()).toEqual(['/', '/guarded', '/items', '/items/{id}', '/keyed']);
    const methods = resources.find(({ path }) => path === '/items')?.resourceMethods;
    expect(Object.keys(methods ?? {}).sort()).toEqual(['GET', 'OPTIONS', 'POST']);
    expect(stages).toMatchObject([{ stageName: 'dev', variables: { color: 'blue' }, createdDate: expect.any(Date) }]);
    await expect(client.send(new GetStageCommand({ restApiId, stageName: 'no' }))).rejects.toThrow(NotFoundException);
  });
});
