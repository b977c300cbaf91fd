import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandOutput,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  TestMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createLogs } from '../../../emulator/services/logs/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
type Put = [namespace: string, name: string, dimensions: object, value: number, unit: string];

describe('CloudWatch Logs', () => {
  let clock: ManualClock;
  let cloud: Awaited<ReturnType<typeof startEndpoint>>;
  let logs: CloudWatchLogsClient;
  let metrics: Put[];
  beforeEach(async () => {
    clock = new ManualClock();
    metrics = [];
    const sink = {
      put: (...[namespace, name, dimensions, value, unit]: Put) =>
        void metrics.push([namespace, name, dimensions, value, unit]),
    };
    cloud = await startEndpoint((ports) => [createLogs({ ...ports, metrics: sink })], { clock });
    logs = new CloudWatchLogsClient(cloud.client);
  });
  afterEach(() => cloud.close());

  const names = { logGroupName: 'group', logStreamName: 'stream' };

  async function stream(logStreamName = 'stream') {
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'group' })).catch(() => undefined);
    await logs.send(new CreateLogStreamCommand({ logGroupName: 'group', logStreamName }));
  }

  /** @param messages by how many milliseconds ago they happened, oldest first */
  const put = (messages: readonly [ago: number, message: string][], logStreamName = 'stream') => {
    const logEvents = messages.map(([ago, message]) => ({ timestamp: clock.now() - ago, message }));
    return logs.send(new PutLogEventsCommand({ logGroupName: 'group', logStreamName, logEvents }));
  };

  it('reads a stream from its end, and page by page in both directions', async () => {
    await stream();
    await put([
      [5, 'a'],
      [4, 'b'],
      [3, 'c'],
      [2, 'd'],
      [1, 'e'],
    ]);
    const read = async (input: object) => {
      const { events = [], ...tokens } = await logs.send(new GetLogEventsCommand({ ...names, ...input }));
      return { text: events.map(({ message }) => message).join(''), ...tokens };
    };

    const last = await read({ limit: 2 });
    expect(last.text).toBe('de');
    const before = await read({ limit: 2, nextToken: last.nextBackwardToken });
    expect(before.text).toBe('bc');
    const head = await read({ limit: 3, startFromHead: true });
    expect(head.text).toBe('abc');
    const further = await read({ nextToken: head.nextForwardToken });
    expect(further.text).toBe('de');
    const end = await read({ nextToken: further.nextForwardToken });
    expect(end).toMatchObject({ text: '', nextForwardToken: further.nextForwardToken });
    await put([[0, 'f']]);
    expect((await read({ nextToken: end.nextForwardToken })).text).toBe('f');
  });

  it('filters a group over its streams in order of time, page by page', async () => {
    await stream('one');
    await stream('two');
    await put(
      [
        [4, 'ERROR first'],
        [2, 'INFO third'],
      ],
      'one',
    );
    await put(
      [
        [3, 'ERROR second'],
        [1, 'ERROR fourth'],
      ],
      'two',
    );
    const found: [string | undefined, string | undefined][] = [];
    let nextToken: string | undefined;
    do {
      const page: FilterLogEventsCommandOutput = await logs.send(
        new FilterLogEventsCommand({ logGroupName: 'group', filterPattern: 'ERROR', limit: 1, nextToken }),
      );
      found.push(
        ...(page.events ?? []).map(({ message, logStreamName }): [string | undefined, string | undefined] => [
          message,
          logStreamName,
        ]),
      );
      nextToken = page.nextToken;
    } while (nextToken);

    expect(found).toEqual([
      ['ERROR first', 'one'],
      ['ERROR second', 'two'],
      ['ERROR fourth', 'two'],
    ]);
    const { events } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: 'group', logStreamNamePrefix: 'on', startTime: clock.now() - 2 }),
    );
    expect(events).toMatchObject([{ message: 'INFO third', eventId: expect.stringMatching(/^\d{56}$/) }]);
  });

  it('keeps events for as long as the group says, in emulated time', async () => {
    await stream();
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'group', retentionInDays: 1 }));
    await put([[0, 'old']]);
    clock.advance(DAY - HOUR);
    await put([[0, 'new']]);
    clock.advance(2 * HOUR);

    const { events } = await logs.send(new GetLogEventsCommand(names));

    expect(events?.map(({ message }) => message)).toEqual(['new']);
    expect(cloud.store.all('SELECT * FROM logs_events')).toHaveLength(1);
  });

  it('refuses batches as AWS does', async () => {
    await stream();

    await expect(
      put([
        [1, 'b'],
        [2, 'a'],
      ]),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    });
    await expect(
      put([
        [2 * DAY, 'a'],
        [0, 'b'],
      ]),
    ).rejects.toMatchObject({ message: expect.stringContaining('24 hours') });
    await expect(put([[0, 'x'.repeat(1_048_576)]])).rejects.toMatchObject({
      message: expect.stringContaining('Log event too large'),
    });
    expect(await put([[-3 * HOUR, 'from the future']])).toMatchObject({
      rejectedLogEventsInfo: { tooNewLogEventStartIndex: 0 },
    });
    expect(await put([[15 * DAY, 'from the past']])).toMatchObject({
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 },
    });
  });

  it('names what is not there and what is there already', async () => {
    await stream();

    await expect(put([[0, 'a']], 'absent')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
    await expect(
      logs.send(new GetLogEventsCommand({ logGroupName: 'absent', logStreamName: 'x' })),
    ).rejects.toMatchObject({
      message: 'The specified log group does not exist.',
    });
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: 'group' }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    await expect(
      logs.send(new PutRetentionPolicyCommand({ logGroupName: 'group', retentionInDays: 2 })),
    ).rejects.toMatchObject({
      message: expect.stringContaining('Member must satisfy enum value set: [1, 3, 5, 7'),
    });
  });

  it('describes groups and streams', async () => {
    await stream('a');
    await stream('b');
    await put([[0, 'hello']], 'a');

    expect((await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'gr' }))).logGroups).toMatchObject([
      {
        logGroupName: 'group',
        arn: 'arn:aws:logs:us-east-1:000000000000:log-group:group:*',
        logGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:group',
        storedBytes: 5,
        logGroupClass: 'STANDARD',
      },
    ]);
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName: 'group', orderBy: 'LastEventTime', descending: true }),
    );
    expect(logStreams).toMatchObject([{ logStreamName: 'a', lastEventTimestamp: clock.now() }, { logStreamName: 'b' }]);
  });

  it('tags a group, by its ARN', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'group', tags: { a: '1' } }));
    const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:group';
    await logs.send(new TagResourceCommand({ resourceArn, tags: { b: '2' } }));

    expect((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ a: '1', b: '2' });
  });

  it('deletes a group with all that is in it', async () => {
    await stream();
    await put([[0, 'a']]);
    await logs.send(new DeleteLogGroupCommand({ logGroupName: 'group' }));
    await stream();

    expect((await logs.send(new GetLogEventsCommand(names))).events).toEqual([]);
  });

  it('makes metrics of lines in the embedded metric format', async () => {
    await stream();
    const line = {
      _aws: {
        Timestamp: clock.now(),
        CloudWatchMetrics: [
          {
            Namespace: 'App',
            Dimensions: [['service'], []],
            Metrics: [{ Name: 'latency', Unit: 'Milliseconds' }, { Name: 'hits' }],
          },
        ],
      },
      service: 'api',
      latency: [3, 4],
      hits: 1,
    };
    await put([
      [0, JSON.stringify(line)],
      [0, '{"CloudWatchMetrics": "but not so"}'],
    ]);

    expect(metrics).toEqual([
      ['App', 'latency', { service: 'api' }, 3, 'Milliseconds'],
      ['App', 'latency', { service: 'api' }, 4, 'Milliseconds'],
      ['App', 'hits', { service: 'api' }, 1, 'None'],
      ['App', 'latency', {}, 3, 'Milliseconds'],
      ['App', 'latency', {}, 4, 'Milliseconds'],
      ['App', 'hits', {}, 1, 'None'],
    ]);
  });

  it('makes metrics of lines that match a metric filter', async () => {
    await stream();
    await logs.send(
      new PutMetricFilterCommand({
        logGroupName: 'group',
        filterName: 'slow',
        filterPattern: '{ $.ms > 100 }',
        metricTransformations: [
          {
            metricNamespace: 'App',
            metricName: 'slow',
            metricValue: '$.ms',
            dimensions: { path: '$.path' },
            unit: 'Milliseconds',
          },
        ],
      }),
    );
    await put([
      [0, '{"ms":250,"path":"/a"}'],
      [0, '{"ms":50,"path":"/a"}'],
    ]);

    expect(metrics).toEqual([['App', 'slow', { path: '/a' }, 250, 'Milliseconds']]);
    const { matches } = await logs.send(
      new TestMetricFilterCommand({ filterPattern: '[a, b]', logEventMessages: ['x', 'y z'] }),
    );
    expect(matches).toEqual([{ eventNumber: 2, eventMessage: 'y z', extractedValues: { $a: 'y', $b: 'z' } }]);
  });
});
