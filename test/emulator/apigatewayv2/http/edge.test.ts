import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import {
  attribute,
  functionRoute,
  httpApi,
  lambdaFunction,
  type RunningApi,
  resource,
  stage,
  startApi,
} from './support/api.ts';

const FORMAT = JSON.stringify({
  id: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  length: '$context.responseLength',
  error: '$context.error.message',
  integration: '$context.integrationErrorMessage',
  ip: '$context.identity.sourceIp',
});

describe('an HTTP API', () => {
  const clock = new ManualClock(Date.UTC(2026, 5, 1));
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi(
      {
        ...httpApi({
          CorsConfiguration: {
            AllowOrigins: ['https://web.example', 'http://localhost:5173'],
            AllowMethods: ['GET', 'POST'],
            AllowHeaders: ['authorization', 'content-type'],
            ExposeHeaders: ['etag'],
            AllowCredentials: true,
            MaxAge: 600,
          },
        }),
        ...lambdaFunction(
          'Route',
          "return { statusCode: 200, headers: { 'access-control-allow-origin': 'https://evil.example' }, body: event.routeKey }",
        ),
        ...lambdaFunction('Fail', 'throw new Error("broken")'),
        ...functionRoute('Fixed', 'GET /pets/dog/1', 'Route'),
        ...functionRoute('Variable', 'GET /pets/dog/{id}', 'Route'),
        ...functionRoute('Any', 'ANY /pets/dog/{id}', 'Route'),
        ...functionRoute('Greedy', 'GET /pets/{proxy+}', 'Route'),
        ...functionRoute('Options', 'OPTIONS /own', 'Route'),
        ...functionRoute('Limited', 'GET /limited', 'Route'),
        ...functionRoute('Failing', 'GET /failing', 'Fail'),
        ...functionRoute('Rest', '$default', 'Route'),
        Log: resource('AWS::Logs::LogGroup', { LogGroupName: 'access' }),
        Default: stage('$default', {
          AccessLogSettings: { DestinationArn: attribute('Log', 'Arn'), Format: FORMAT },
          DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 100 },
          RouteSettings: { 'GET /limited': { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 } },
        }),
      },
      { clock },
    );
  }, 60_000);
  afterAll(() => api.close());
  beforeEach(() => clock.advance(10_000));

  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
    ['POST', '/pets/dog/1', 'ANY /pets/dog/{id}'],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
    ['GET', '/pets/dog/1/2', 'GET /pets/{proxy+}'],
    ['POST', '/pets/cat/1', '$default'],
    ['GET', '/', '$default'],
    ['DELETE', '/other', '$default'],
  ])('answers %s %s by the route %s', async (method, path, route) => {
    await expect(api.call(path, { method })).resolves.toMatchObject({ status: 200, text: route });
  });

  it('answers preflights itself', async () => {
    const { status, headers, text } = await api.call('/pets/dog/1', {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' },
    });

    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '600',
    });
  });

  it('allows no origin that it does not know, and hands OPTIONS that is no preflight to its route', async () => {
    const preflight = await api.call('/x', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
    });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    await expect(api.call('/own', { method: 'OPTIONS' })).resolves.toMatchObject({ text: 'OPTIONS /own' });
  });

  it('writes its own CORS headers in the place of the function’s', async () => {
    const allowed = await api.call('/x', { headers: { origin: 'https://web.example' } });
    const other = await api.call('/x', { headers: { origin: 'https://evil.example' } });

    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://web.example');
    expect(allowed.headers.get('access-control-expose-headers')).toBe('etag');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers 429 beyond a route’s rate and burst, and again after a second', async () => {
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await api.call('/limited')).status);
    clock.advance(1_000);

    expect(statuses).toEqual([200, 200, 429]);
    await expect(api.call('/limited')).resolves.toMatchObject({ status: 200 });
    await expect(api.call('/limited')).resolves.toMatchObject({ status: 429, json: { message: 'Too Many Requests' } });
  });

  it('logs every request in the stage’s format, never a token', async () => {
    const logs = new CloudWatchLogsClient(api.client);
    const { headers } = await api.call('/failing', { headers: { authorization: 'secret' } });
    const id = headers.get('apigw-requestid');

    const line = await eventually(api.trace, 'the line of the access log', async () => {
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: 'access', filterPattern: '"/failing"' }),
      );
      return events.map(({ message = '{}' }) => JSON.parse(message)).find((entry) => entry.id === id);
    });

    expect(line).toMatchObject({
      route: 'GET /failing',
      status: '500',
      error: 'Internal Server Error',
      integration: expect.stringContaining('broken'),
      ip: '127.0.0.1',
    });
    expect(JSON.stringify(line)).not.toContain('secret');
  });

  it('counts requests, failures and times', async () => {
    await api.call('/counted');
    await api.call('/failing');
    const cloudWatch = new CloudWatchClient(api.client);
    const sum = async (MetricName: string) => {
      const { Datapoints = [] } = await cloudWatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'AWS/ApiGateway',
          MetricName,
          Dimensions: [{ Name: 'ApiId', Value: api.values.ApiId }],
          StartTime: new Date(clock.now() - 3_600_000),
          EndTime: new Date(clock.now() + 60_000),
          Period: 7_200,
          Statistics: ['Sum', 'SampleCount'],
        }),
      );
      return Datapoints[0];
    };

    const count = await sum('Count');
    expect(count?.Sum).toBeGreaterThan(10);
    expect((await sum('5xx'))?.Sum).toBe(2);
    expect((await sum('4xx'))?.Sum).toBe(2);
    expect((await sum('Latency'))?.SampleCount).toBe(count?.Sum);
    expect((await sum('IntegrationLatency'))?.SampleCount).toBeGreaterThan(10);
  });
});
