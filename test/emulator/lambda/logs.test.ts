import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { eventually } from '../../journeys/support/eventually.ts';
import { createRole, type Functions, startFunctions } from './support/functions.ts';

describe('the log of a function', () => {
  let functions: Functions;
  let logs: CloudWatchLogsClient;
  beforeAll(async () => {
    functions = await startFunctions();
    logs = new CloudWatchLogsClient(functions.client);
  });
  afterAll(() => functions.close());

  /** What was logged of one invocation: lines are written a moment after it, and all at once. */
  function lines(logGroupName: string): Promise<string[]> {
    return eventually(functions.trace, `lines in ${logGroupName}`, async () => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName })).catch(unlessMissing);
      const lines = events.map(({ message }) => message ?? '');
      return lines.some((line) => /REPORT|platform\.report/.test(line)) ? lines : undefined;
    });
  }

  it('is a group of its own, with a stream for each environment, and the platform’s lines around the function’s', async () => {
    await functions.create(
      'chatty',
      "console.log('loading'); export const handler = async () => { console.warn('two\\nlines'); process.stdout.write('raw\\n'); };",
    );
    await functions.invoke('chatty');

    expect(await lines('/aws/lambda/chatty')).toEqual([
      expect.stringMatching(/^INIT_START Runtime Version: nodejs:24/),
      expect.stringMatching(/^START RequestId: \S+ Version: \$LATEST\n$/),
      expect.stringMatching(/^\S+Z\tundefined\tINFO\tloading\n$/),
      expect.stringMatching(/^\S+Z\t\S+\tWARN\ttwo\nlines\n$/),
      'raw\n',
      expect.stringMatching(/^END RequestId: \S+\n$/),
      expect.stringMatching(/^REPORT RequestId: /),
    ]);
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: '/aws/lambda/chatty' }));
    expect(logStreams).toMatchObject([{ logStreamName: expect.stringMatching(/\[\$LATEST\][0-9a-f]{32}$/) }]);
  });

  it('is JSON when the function asks for it, with the levels that it asks for', async () => {
    await functions.create(
      'structured',
      "export const handler = async () => { console.info('hidden'); console.error('seen', new Error('bad')); console.warn({ a: 1 }); };",
      { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', LogGroup: 'own/group' } },
    );
    await functions.invoke('structured');

    const parsed = (await lines('own/group')).map((line) => JSON.parse(line));
    expect(parsed).toMatchObject([
      { type: 'platform.initStart' },
      { type: 'platform.start', record: { version: '$LATEST' } },
      {
        level: 'ERROR',
        message: expect.stringContaining('seen'),
        errorType: 'Error',
        errorMessage: 'bad',
        requestId: expect.any(String),
      },
      { level: 'WARN', message: { a: 1 } },
      { type: 'platform.runtimeDone' },
      { type: 'platform.report', record: { status: 'success', metrics: { memorySizeMB: 128 } } },
    ]);
  });

  it('tells of a time-out and of a process that ended', async () => {
    await functions.create('ends', 'export const handler = async () => process.exit(2);');
    await functions.invoke('ends');

    expect((await lines('/aws/lambda/ends')).join('')).toMatch(
      /RequestId: \S+ Error: Runtime exited with error: exit status 2\nRuntime.ExitError\nEND RequestId: \S+\nREPORT RequestId: .*Status: error\tError Type: Runtime.ExitError/,
    );
  });

  it('keeps what was printed just before the process ended', async () => {
    await functions.create(
      'last-words',
      "export const handler = async () => { console.log('famous'); process.exit(1); };",
    );
    await functions.invoke('last-words');

    expect((await lines('/aws/lambda/last-words')).join('')).toContain('famous');
  });

  it('is not written when the role may not, and the function runs all the same', async () => {
    const Role = await createRole(new IAMClient(functions.client), 'silent-role', []);
    await functions.create('silent', "export const handler = async () => { console.log('x'); return 1; };", { Role });

    expect((await functions.invoke('silent')).value).toBe(1);

    const where = 'log of a function, group /aws/lambda/silent';
    await eventually(functions.trace, 'the loss of the log', () =>
      functions.trace.recent().find((record) => record.kind === 'fault' && record.where === where),
    );
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/silent' }));
    expect(logGroups).toEqual([]);
  });
});

function unlessMissing(error: unknown): { events?: [] } {
  if (error instanceof ResourceNotFoundException) return {};
  throw error;
}
