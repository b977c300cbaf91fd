import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueryDefinitionsCommand,
  DescribeResourcePoliciesCommand,
  type PutLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { servicePrincipal } from '../../../emulator/door/principal.ts';
import type { ServiceDefinition } from '../../../emulator/door/service.ts';
import { createLogs } from '../../../emulator/services/logs/service.ts';
import { deployable } from '../support/deployable.ts';
import { startEndpoint } from '../support/endpoint.ts';

describe('CloudFormation types of CloudWatch Logs', () => {
  let cloud: Awaited<ReturnType<typeof startEndpoint>>;
  let logs: ServiceDefinition;
  let client: CloudWatchLogsClient;
  beforeAll(async () => {
    cloud = await startEndpoint((ports) => {
      logs = createLogs(ports);
      return [logs];
    });
    client = new CloudWatchLogsClient(cloud.client);
  });
  afterAll(() => cloud.close());
  const type = (name: string) => deployable(logs.resources, `AWS::Logs::${name}`);

  it('make a group, change its retention and keep what is in it', async () => {
    const group = await type('LogGroup').create({ RetentionInDays: '7' }, 'Group');
    expect(group).toEqual({
      physicalId: 'stack-Group-1234',
      attributes: { Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:stack-Group-1234:*' },
    });
    await type('LogGroup').update(group, { RetentionInDays: 14 }, { RetentionInDays: 7 });

    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toMatchObject([{ logGroupName: 'stack-Group-1234', retentionInDays: 14 }]);
    await type('LogGroup').delete(group, {});
    await type('LogGroup').delete(group, {});
  });

  it('let an AWS service write into a group', async () => {
    await type('LogGroup').create({ LogGroupName: 'events' });
    await type('LogStream').create({ LogGroupName: 'events', LogStreamName: 's' });
    const put = () =>
      cloud.door.call<PutLogEventsCommandInput, unknown>(
        { service: 'logs', operation: 'PutLogEvents', principal: servicePrincipal('events.amazonaws.com') },
        { logGroupName: 'events', logStreamName: 's', logEvents: [{ timestamp: cloud.clock.now(), message: 'x' }] },
      );
    await expect(put()).rejects.toMatchObject({ code: 'AccessDeniedException' });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: ['logs:PutLogEvents', 'logs:CreateLogStream'],
          Resource: 'arn:aws:logs:us-east-1:000000000000:log-group:events:*',
        },
      ],
    });
    await type('ResourcePolicy').create({ PolicyName: 'p', PolicyDocument });

    await put();
    const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));
    expect(resourcePolicies).toMatchObject([{ policyName: 'p', policyDocument: PolicyDocument }]);
  });

  it('make metric filters and saved queries', async () => {
    await type('LogGroup').create({ LogGroupName: 'filtered' });
    const filter = {
      LogGroupName: 'filtered',
      FilterPattern: 'ERROR',
      MetricTransformations: [{ MetricName: 'errors', MetricNamespace: 'App', MetricValue: 1 }],
    };
    const deployed = await type('MetricFilter').create(filter);
    await type('QueryDefinition').create({ Name: 'q', QueryString: 'fields @message' });

    expect(
      (await client.send(new DescribeMetricFiltersCommand({ logGroupName: 'filtered' }))).metricFilters,
    ).toMatchObject([
      {
        filterName: deployed.physicalId,
        filterPattern: 'ERROR',
        metricTransformations: [{ metricName: 'errors', metricValue: '1' }],
      },
    ]);
    expect((await client.send(new DescribeQueryDefinitionsCommand({}))).queryDefinitions).toMatchObject([
      { name: 'q', queryString: 'fields @message' },
    ]);
  });
});
