import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
} from '@aws-sdk/client-cloudwatch';
import type { ServiceDefinition } from '../../../emulator/door/service.ts';
import { createCloudWatch } from '../../../emulator/services/cloudwatch/service.ts';
import { deployable } from '../support/deployable.ts';
import { startEndpoint } from '../support/endpoint.ts';

describe('CloudFormation types of CloudWatch', () => {
  let cloud: Awaited<ReturnType<typeof startEndpoint>>;
  let cloudWatch: ServiceDefinition;
  let client: CloudWatchClient;
  beforeAll(async () => {
    cloud = await startEndpoint((ports) => {
      cloudWatch = createCloudWatch(ports);
      return [cloudWatch];
    });
    client = new CloudWatchClient(cloud.client);
  });
  afterAll(() => cloud.close());
  const type = (name: string) => deployable(cloudWatch.resources, `AWS::CloudWatch::${name}`);
  const alarms = async () => {
    const AlarmTypes = ['MetricAlarm' as const, 'CompositeAlarm' as const];
    const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmTypes }));
    return { MetricAlarms, CompositeAlarms };
  };

  it('make alarms, change and remove them', async () => {
    const properties = {
      Namespace: 'App',
      MetricName: 'errors',
      Dimensions: [{ Name: 'stage', Value: 'dev' }],
      Statistic: 'Sum',
      Period: '60',
      EvaluationPeriods: 1,
      Threshold: '5',
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    };
    const alarm = await type('Alarm').create(properties, 'Errors');
    expect(alarm).toEqual({
      physicalId: 'stack-Errors-1234',
      attributes: { Arn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:stack-Errors-1234' },
    });
    await type('Alarm').update(alarm, { ...properties, Threshold: 7 }, properties);
    const composite = await type('CompositeAlarm').create({ AlarmRule: `ALARM("${alarm.physicalId}")` }, 'All');

    expect(await alarms()).toMatchObject({
      MetricAlarms: [{ AlarmName: 'stack-Errors-1234', Threshold: 7, Dimensions: [{ Name: 'stage', Value: 'dev' }] }],
      CompositeAlarms: [{ AlarmName: 'stack-All-1234', StateValue: 'OK' }],
    });
    await type('CompositeAlarm').delete(composite, { AlarmRule: 'TRUE' });
    await type('Alarm').delete(alarm, properties);
    expect(await alarms()).toEqual({ MetricAlarms: [], CompositeAlarms: [] });
  });

  it('keep dashboards as they are given', async () => {
    const DashboardBody = '{"widgets":[]}';
    const dashboard = await type('Dashboard').create({ DashboardName: 'main', DashboardBody });

    expect(await client.send(new GetDashboardCommand({ DashboardName: 'main' }))).toMatchObject({
      DashboardBody,
      DashboardArn: 'arn:aws:cloudwatch::000000000000:dashboard/main',
    });
    await type('Dashboard').delete(dashboard, { DashboardName: 'main', DashboardBody });
    expect((await client.send(new ListDashboardsCommand({}))).DashboardEntries).toEqual([]);
    await expect(type('Dashboard').create({ DashboardName: 'x', DashboardBody: 'no JSON' })).rejects.toMatchObject({
      code: 'DashboardInvalidInputError',
    });
  });
});
