import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { type Api, type Sockets, startSockets } from './support/sockets.ts';

const GROUP = '/aws/apigateway/chat';
const FORMAT = JSON.stringify({
  id: '$context.requestId',
  event: '$context.eventType',
  route: '$context.routeKey',
  status: '$context.status',
  user: '$context.authorizer.principalId',
  latency: '$context.integrationLatency',
  error: '$context.error.message',
  why: '$context.integrationErrorMessage',
  bytes: '$context.responseLength',
  ip: '$context.identity.sourceIp',
});

let clock: ManualClock;
let sockets: Sockets;
let api: Api;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  clock = new ManualClock();
  sockets = await startSockets({ clock });
  logs = new CloudWatchLogsClient(sockets.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  api = await sockets.createApi(
    {},
    {
      AccessLogSettings: { DestinationArn: `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`, Format: FORMAT },
      RouteSettings: { say: { DetailedMetricsEnabled: true } },
    },
  );
});

afterEach(async () => {
  expect(sockets.faults).toEqual([]);
  await sockets.close();
});

test('the access log says what became of every request, and never a token', async () => {
  const AuthorizerId = await api.authorizer('guard');
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  sockets.code.set('guard', () => ({ principalId: 'ana', policyDocument: { Version: '2012-10-17', Statement } }));
  sockets.code.set('connect', () => {
    clock.advance(7);
    return { statusCode: 200 };
  });
  await api.route('$connect', {}, { AuthorizationType: 'CUSTOM', AuthorizerId });
  await api.route('$disconnect');
  await api.route('say', {}, { answers: true });
  sockets.code.set('say', () => ({ statusCode: 200, body: 'hola' }));
  await api.refusal('');
  const client = await api.connect('?token=secret-token');
  client.send({ action: 'say' });
  await client.next();
  client.send({ action: 'dance' });
  await client.next();
  await client.close();
  const messages = await eventually(sockets.trace, 'five lines', async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
    return events.length === 5 ? events.map(({ message = '' }) => message) : undefined;
  });
  expect(messages.join()).not.toContain('secret-token');
  const base = { id: expect.any(String), user: 'ana', error: '-', why: '-', bytes: '-', ip: '127.0.0.1' };
  expect(messages.map((message) => JSON.parse(message))).toEqual([
    {
      ...base,
      event: 'CONNECT',
      route: '$connect',
      status: '401',
      user: '-',
      latency: '-',
      error: 'Unauthorized',
      why: 'Unauthorized',
    },
    { ...base, event: 'CONNECT', route: '$connect', status: '200', latency: '7' },
    { ...base, event: 'MESSAGE', route: 'say', status: '200', latency: '0', bytes: '4' },
    {
      ...base,
      event: 'MESSAGE',
      route: '$default',
      status: '403',
      latency: '-',
      error: 'Forbidden',
      why: 'Forbidden',
      bytes: expect.any(String),
    },
    { ...base, event: 'DISCONNECT', route: '$disconnect', status: '200', latency: '0' },
  ]);
});

test('the execution log follows a request at the level that the stage asks for, and its data when it asks for it', async () => {
  const noisy = await sockets.createApi(
    {},
    {
      DefaultRouteSettings: { LoggingLevel: 'ERROR' },
      RouteSettings: { say: { LoggingLevel: 'INFO', DataTraceEnabled: true } },
    },
  );
  await noisy.route('$connect');
  await noisy.route('say', {}, { answers: true });
  await noisy.route('fail');
  sockets.code.set('say', () => ({ statusCode: 200, body: 'hola' }));
  sockets.code.set('fail', () => Promise.reject(new Error('no')));
  const client = await noisy.connect('?token=secret-token');
  for (const action of ['say', 'fail']) {
    client.send({ action });
    await client.next();
  }
  const logGroupName = `/aws/apigateway/${noisy.id}/dev`;
  const lines = await eventually(sockets.trace, 'the last line', async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName })).catch(() => ({ events: [] }));
    const messages = events.map(({ message = '' }) => message.replace(/^\([\w-]{15}=\) /, ''));
    return messages.includes('Method completed with status: 500') ? messages : undefined;
  });
  expect(lines).toEqual([
    expect.stringContaining('Starting execution for request: '),
    expect.stringContaining('Route: say, event type: MESSAGE, connection: '),
    'Message body: {"action":"say"}',
    'Integration answered with status: 200 after 0 ms',
    'Sent to the client: hola',
    'Method completed with status: 200',
    expect.stringContaining('Starting execution for request: '),
    expect.stringContaining('Route: fail, event type: MESSAGE, connection: '),
    'Integration answered with status: 200 after 0 ms',
    'Execution failed due to: the function failed: {"errorMessage":"no"}',
    'Method completed with status: 500',
  ]);
});

test('CloudWatch gets the metrics that AWS publishes', async () => {
  await api.route('$connect');
  await api.route('say', {}, { answers: true });
  await api.route('fail');
  sockets.code.set('say', () => ({ statusCode: 200, body: 'x' }));
  sockets.code.set('fail', () => Promise.reject(new Error('no')));
  const client = await api.connect();
  for (const action of ['say', 'fail', 'nowhere']) {
    client.send({ action });
    await client.next();
  }
  const stage = { ApiId: api.id, Stage: 'dev' };
  const sum = (name: string, dimensions: object) =>
    sockets.metrics
      .filter((metric) => metric.name === name && JSON.stringify(metric.dimensions) === JSON.stringify(dimensions))
      .reduce((total, { value }) => total + value, 0);
  expect(sum('ConnectCount', stage)).toBe(1);
  expect(sum('MessageCount', stage)).toBe(6);
  expect(sum('MessageCount', { ApiId: api.id })).toBe(6);
  expect(sum('MessageCount', { ...stage, Route: 'say' })).toBe(2);
  expect(sum('ClientError', stage)).toBe(1);
  expect(sum('ExecutionError', stage)).toBe(1);
  expect(sum('IntegrationError', stage)).toBe(1);
  expect(sockets.metrics.filter(({ name }) => name === 'IntegrationLatency').length).toBeGreaterThan(0);
});

test('the trace shows sockets and the beginnings of frames', async () => {
  await api.route('say', {}, { answers: true });
  sockets.code.set('say', () => ({ statusCode: 200, body: 'y'.repeat(1_000) }));
  const client = await api.connect('?token=secret-token');
  client.send({ action: 'say' });
  await client.next();
  await client.close();
  await sockets.happened(({ happened }) => happened === 'disconnected');
  const records = sockets.trace.recent().filter((record) => record.kind === 'socket');
  expect(records).toMatchObject([
    { happened: 'connected', apiId: api.id, stage: 'dev' },
    { happened: 'received', routeKey: 'say', preview: '{"action":"say"}', bytes: 16 },
    { happened: 'sent', routeKey: 'say', preview: 'y'.repeat(256), bytes: 1_000 },
    { happened: 'disconnected', status: 1005 },
  ]);
  expect(JSON.stringify(records)).not.toContain('secret-token');
});
