import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
  type StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createCloudWatch } from '../../../emulator/services/cloudwatch/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

const MINUTE = 60_000;

describe('CloudWatch metrics', () => {
  let clock: ManualClock;
  let cloud: Awaited<ReturnType<typeof startEndpoint>>;
  let client: CloudWatchClient;
  let start: number;
  beforeEach(async () => {
    clock = new ManualClock();
    start = clock.now();
    cloud = await startEndpoint((ports) => [createCloudWatch(ports)], { clock });
    client = new CloudWatchClient(cloud.client);
  });
  afterEach(() => cloud.close());

  /** @param minute counted from the start of the test */
  const put = (minute: number, datum: Partial<MetricDatum>) =>
    client.send(
      new PutMetricDataCommand({
        Namespace: 'App',
        MetricData: [{ MetricName: 'latency', Timestamp: new Date(start + minute * MINUTE), ...datum }],
      }),
    );
  const span = { StartTime: new Date(Date.UTC(2026, 0, 1)), EndTime: new Date(Date.UTC(2026, 0, 1, 0, 10)) };

  it('that come while the emulator stops are not written when there is no store any more', async () => {
    const services: ReturnType<typeof createCloudWatch>[] = [];
    const stopping = await startEndpoint(
      (ports) => {
        services.push(createCloudWatch(ports));
        return services;
      },
      { clock },
    );
    await stopping.close();
    for (const { metrics } of services) metrics.put('AWS/Lambda', 'Invocations', { FunctionName: 'late' }, 1, 'Count');
    expect(() => clock.advance(MINUTE)).not.toThrow();
  });

  it('are summed up by period', async () => {
    await put(0, { Value: 1, Unit: 'Milliseconds' });
    await put(0, { Value: 5, Unit: 'Milliseconds' });
    await put(1, { Values: [2, 4], Counts: [3, 1], Unit: 'Milliseconds' });
    await put(5, { StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 4, Maximum: 6 }, Unit: 'Milliseconds' });

    const { Datapoints = [], Label } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'App',
        MetricName: 'latency',
        Period: 300,
        Statistics: ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'],
        ...span,
      }),
    );

    expect(Label).toBe('latency');
    expect(Datapoints).toEqual([
      {
        Timestamp: new Date(start),
        SampleCount: 6,
        Sum: 16,
        Average: 16 / 6,
        Minimum: 1,
        Maximum: 5,
        Unit: 'Milliseconds',
      },
      {
        Timestamp: new Date(start + 5 * MINUTE),
        SampleCount: 2,
        Sum: 10,
        Average: 5,
        Minimum: 4,
        Maximum: 6,
        Unit: 'Milliseconds',
      },
    ]);
  });

  it('have percentiles', async () => {
    await put(0, { Values: Array.from({ length: 100 }, (_, index) => index + 1) });

    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'App',
        MetricName: 'latency',
        Period: 60,
        ExtendedStatistics: ['p50', 'p99'],
        ...span,
      }),
    );

    expect(Datapoints?.[0]?.ExtendedStatistics).toEqual({ p50: 50, p99: 99 });
  });

  it('are apart by their dimensions, and listed with them', async () => {
    await put(0, {
      Value: 1,
      Dimensions: [
        { Name: 'path', Value: '/a' },
        { Name: 'stage', Value: 'dev' },
      ],
    });
    await put(0, {
      Value: 9,
      Dimensions: [
        { Name: 'stage', Value: 'dev' },
        { Name: 'path', Value: '/b' },
      ],
    });

    const { Metrics } = await client.send(
      new ListMetricsCommand({ Namespace: 'App', Dimensions: [{ Name: 'path', Value: '/b' }] }),
    );
    expect(Metrics).toMatchObject([
      { MetricName: 'latency', Dimensions: expect.arrayContaining([{ Name: 'path', Value: '/b' }]) },
    ]);
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'App',
        MetricName: 'latency',
        Dimensions: [
          { Name: 'path', Value: '/b' },
          { Name: 'stage', Value: 'dev' },
        ],
        Period: 60,
        Statistics: ['Sum'],
        ...span,
      }),
    );
    expect(Datapoints).toMatchObject([{ Sum: 9 }]);
  });

  it('are computed with, by the queries of GetMetricData', async () => {
    await put(0, { MetricName: 'errors', Value: 1 });
    await put(0, { MetricName: 'calls', Value: 4 });
    await put(1, { MetricName: 'calls', Value: 5 });
    const stat = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'App', MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    });

    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: [
          stat('errors', 'errors'),
          stat('calls', 'calls'),
          { Id: 'rate', Expression: '100 * FILL(errors, 0) / calls', Label: 'error rate' },
          { Id: 'total', Expression: 'SUM(METRICS())' },
          { Id: 'flag', Expression: 'IF(calls > 4, 1, 0)' },
        ],
        ScanBy: 'TimestampAscending',
        ...span,
      }),
    );

    const at = (minute: number) => new Date(start + minute * MINUTE);
    expect(MetricDataResults).toMatchObject([
      { Id: 'rate', Label: 'error rate', Timestamps: [at(0), at(1)], Values: [25, 0] },
      { Id: 'total', Values: [5, 5] },
      { Id: 'flag', Values: [0, 1] },
    ]);
  });

  it('are refused as AWS refuses them', async () => {
    await expect(put(0, {})).rejects.toMatchObject({ name: 'MissingRequiredParameterException' });
    await expect(put(0, { Value: 1, Values: [1] })).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    await expect(put(0, { Value: 1, Unit: 'Parsecs' as StandardUnit })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('MetricData.member.1.Unit must be a value in the set [ Seconds, '),
    });
    await expect(put(-14 * 24 * 60 - 1, { Value: 1 })).rejects.toThrow(
      'The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks.',
    );
    await expect(put(121, { Value: 1 })).rejects.toThrow('no more than two hours in the future');
    await expect(
      client.send(
        new GetMetricStatisticsCommand({
          Namespace: 'App',
          MetricName: 'latency',
          Period: 1,
          Statistics: ['Sum'],
          StartTime: new Date(start),
          EndTime: new Date(start + 60 * MINUTE),
        }),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('exceeds the limit of 1440') });
    await expect(
      client.send(
        new GetMetricDataCommand({
          MetricDataQueries: [{ Id: 'a', Expression: 'ANOMALY_DETECTION_BAND(b)' }],
          ...span,
        }),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('b is not one of the queries') });
  });
});
