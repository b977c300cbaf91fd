import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import type { ServiceEvent } from '../../../emulator/runtime/service-events.ts';
import { createCloudWatch } from '../../../emulator/services/cloudwatch/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

const MINUTE = 60_000;
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';

describe('an alarm', () => {
  let clock: ManualClock;
  let cloud: Awaited<ReturnType<typeof startEndpoint>>;
  let client: CloudWatchClient;
  let events: ServiceEvent[];
  beforeEach(async () => {
    clock = new ManualClock();
    events = [];
    const serviceEvents = { publish: (event: ServiceEvent) => void events.push(event) };
    cloud = await startEndpoint((ports) => [createCloudWatch({ ...ports, serviceEvents })], { clock });
    client = new CloudWatchClient(cloud.client);
  });
  afterEach(() => cloud.close());

  const put = (AlarmName: string, options: Partial<PutMetricAlarmCommandInput> = {}) =>
    client.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: 'App',
        MetricName: 'errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 3,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        ...options,
      }),
    );
  const measure = (Value: number) =>
    client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'errors', Value }] }));
  const state = async (name: string) => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({ AlarmNames: [name] }),
    );
    return (MetricAlarms[0] ?? CompositeAlarms[0])?.StateValue;
  };
  /** A minute with a value, and the judgement at its end. */
  const minute = async (value?: number) => {
    if (value !== undefined) await measure(value);
    clock.advance(MINUTE);
  };

  it('goes off when enough periods breach the threshold, and back when they no longer do', async () => {
    await put('errors', { TreatMissingData: 'notBreaching' });
    expect(await state('errors')).toBe('INSUFFICIENT_DATA');

    await minute(5);
    expect(await state('errors')).toBe('OK');
    await minute(4);
    expect(await state('errors')).toBe('ALARM');
    await minute(0);
    expect(await state('errors')).toBe('OK');
  });

  it('takes missing data as it is told to', async () => {
    await put('missing');
    await put('breaching', { TreatMissingData: 'breaching' });
    await put('notBreaching', { TreatMissingData: 'notBreaching' });
    await put('ignore', { TreatMissingData: 'ignore' });
    await minute();

    expect(await Promise.all(['missing', 'breaching', 'notBreaching', 'ignore'].map(state))).toEqual([
      'INSUFFICIENT_DATA',
      'ALARM',
      'OK',
      'INSUFFICIENT_DATA',
    ]);
  });

  it('needs only some of its periods when DatapointsToAlarm says so', async () => {
    await put('some', { EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' });
    await minute(5);
    await minute(0);
    expect(await state('some')).toBe('OK');
    await minute(5);

    expect(await state('some')).toBe('ALARM');
  });

  it('tells the default bus and keeps a history', async () => {
    await put('told', { EvaluationPeriods: 1 });
    await minute(5);

    expect(events).toMatchObject([
      {
        source: 'aws.cloudwatch',
        detailType: 'CloudWatch Alarm State Change',
        resources: ['arn:aws:cloudwatch:us-east-1:000000000000:alarm:told'],
        detail: {
          alarmName: 'told',
          state: {
            value: 'ALARM',
            reason: expect.stringMatching(
              /^Threshold Crossed: 1 datapoint \[5 \(01\/01\/26 00:00:00\)\] was greater than or equal to the threshold \(3\)\.$/,
            ),
          },
          previousState: { value: 'INSUFFICIENT_DATA' },
        },
      },
    ]);
    const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'told' }));
    expect(AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm "told" created',
    ]);
  });

  it('acts on a topic as the CloudWatch service, and says when it could not', async () => {
    const delivered = new Promise((resolve) =>
      cloud.trace.subscribe((record) => record.kind === 'delivery' && resolve(record)),
    );
    await put('acts', { EvaluationPeriods: 1, AlarmActions: [TOPIC] });
    await minute(5);

    expect(await delivered).toMatchObject({ to: TOPIC, outcome: 'dropped', reason: expect.stringContaining('sns') });
  });

  it('may watch an expression', async () => {
    const stat = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'App', MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    });
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName: 'rate',
        Metrics: [stat('errors', 'errors'), { Id: 'scaled', Expression: 'errors * 10', ReturnData: true }],
        EvaluationPeriods: 1,
        Threshold: 30,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
    await minute(4);

    expect(await state('rate')).toBe('ALARM');
  });

  it('may follow the states of others', async () => {
    await put('a', { EvaluationPeriods: 1 });
    await put('b', { EvaluationPeriods: 1, Threshold: 100 });
    await client.send(new PutCompositeAlarmCommand({ AlarmName: 'both', AlarmRule: 'ALARM("a") AND NOT ALARM(b)' }));
    expect(await state('both')).toBe('OK');
    await minute(5);

    expect(await state('both')).toBe('ALARM');
  });

  it('follows none that is not there, and stays as long as another follows it', async () => {
    const follow = (AlarmRule: string) => client.send(new PutCompositeAlarmCommand({ AlarmName: 'both', AlarmRule }));
    const drop = (...AlarmNames: string[]) => client.send(new DeleteAlarmsCommand({ AlarmNames }));
    await put('a');
    await expect(follow('ALARM(a) OR ALARM(gone)')).rejects.toThrow(
      'Could not save the composite alarm as alarms [gone] in the alarm rule do not exist',
    );
    await put('b');
    await follow('ALARM(a)');
    await expect(drop('b', 'a')).rejects.toThrow('Cannot delete a as there are composite alarm(s) depending on it.');
    expect(await state('b')).toBe('INSUFFICIENT_DATA');
    await drop('both', 'a');
    expect(await state('a')).toBeUndefined();
  });

  it('can be set to a state by hand, until it is judged again', async () => {
    await put('set', { TreatMissingData: 'notBreaching' });
    await client.send(new SetAlarmStateCommand({ AlarmName: 'set', StateValue: 'ALARM', StateReason: 'drill' }));
    expect(await state('set')).toBe('ALARM');
    await minute();

    expect(await state('set')).toBe('OK');
  });

  it('is found by its metric, and deleted', async () => {
    await put('found');
    const find = () => client.send(new DescribeAlarmsForMetricCommand({ Namespace: 'App', MetricName: 'errors' }));
    expect((await find()).MetricAlarms).toMatchObject([
      {
        AlarmName: 'found',
        Statistic: 'Sum',
        Period: 60,
        Threshold: 3,
        DatapointsToAlarm: 2,
        TreatMissingData: 'missing',
      },
    ]);
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['found'] }));

    expect((await find()).MetricAlarms ?? []).toEqual([]);
  });

  it.each([
    [{ ComparisonOperator: 'LessThanLowerThreshold' as const }, /ComparisonOperator is not supported/],
    [{ Period: 15 }, /10, 20, 30 or a multiple of 60/],
    [{ EvaluationPeriods: 0 }, /EvaluationPeriods must be greater than/],
    [{ Period: 300, EvaluationPeriods: 289 }, /more than a day \(EvaluationPeriods \* Period must be <= 86400\)/],
    [{ Period: 86_400, EvaluationPeriods: 8 }, /more than a week/],
    [{ DatapointsToAlarm: 5 }, /less than or equal to EvaluationPeriods/],
    [{ Statistic: undefined }, /Statistic is required/],
    [{ ThresholdMetricId: 'x' }, /does not support ThresholdMetricId/],
  ])('is refused with %j', async (options, message) => {
    await expect(put('refused', options)).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });
});
