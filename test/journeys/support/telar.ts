import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import { type CloudOptions, startCloud } from '../../../emulator/cloud.ts';
import type { ExecutionTrace } from '../../../emulator/runtime/trace.ts';
import { readAssembly } from '../../../emulator/template/assembly.ts';
import { assemblyOf } from '../../support/assembly.ts';
import { eventually } from './eventually.ts';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
export const bucket = (holds: string) => `telar-dev-${holds}-${ACCOUNT}-${REGION}`;
export const stateMachineArn = (name: string) => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:telar-dev-${name}`;

/** The whole application in a cloud on a free port, and SDK clients of the account's administrator. */
export async function startTelar(options: CloudOptions & { readonly assembly?: string } = {}) {
  const assembly = options.assembly ?? assemblyOf('dev');
  const cloud = await startCloud(options);
  await cloud.deployer.deploy(readAssembly(assembly, cloud.account));
  cloud.ready();
  const configuration = {
    endpoint: cloud.endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const clients = {
    cloudFormation: new CloudFormationClient(configuration),
    cloudWatch: new CloudWatchClient(configuration),
    cognito: new CognitoIdentityProviderClient(configuration),
    dynamoDb: new DynamoDBClient(configuration),
    events: new EventBridgeClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    s3: new S3Client(configuration),
    sfn: new SFNClient(configuration),
    sns: new SNSClient(configuration),
    sqs: new SQSClient(configuration),
  };
  const ended: ExecutionTrace[] = [];
  cloud.trace.subscribe((record) => {
    if (record.kind === 'execution' && record.status !== 'RUNNING') ended.push(record);
  });
  const nextEnded = async (workflow: string, count: number) => {
    const name = `telar-dev-${workflow}`;
    const found = await eventually(cloud.trace, `${count} ended executions of ${name}`, () => {
      const ofWorkflow = ended.filter(({ stateMachineName }) => stateMachineName === name);
      return ofWorkflow.length >= count ? ofWorkflow : undefined;
    });
    for (const one of found) ended.splice(ended.indexOf(one), 1);
    return found;
  };
  return {
    cloud,
    /** Where the page is served; only with `webPort`. */
    webUrl: cloud.webUrl ?? '',
    ...clients,
    /** Waits for the next `count` executions of a Standard workflow to end, and describes them in the order in which they ended. */
    async executions(workflow: string, count: number) {
      const found = await nextEnded(workflow, count);
      return Promise.all(
        found.map(({ executionArn }) => clients.sfn.send(new DescribeExecutionCommand({ executionArn }))),
      );
    },
    /** The same for any workflow, as traced. */
    ended: nextEnded,
    /** An output of the stack of a capability. */
    async output(capability: string, key: string): Promise<string> {
      const StackName = `telar-dev-${capability}`;
      const { Stacks: [stack] = [] } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName }));
      const found = stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
      if (found === undefined) throw new Error(`${StackName} has no output ${key}`);
      return found;
    },
    /** All rows of a table, as plain objects. */
    async rows(table: string) {
      const pages = paginateScan(
        { client: clients.dynamoDb },
        { TableName: `telar-dev-${table}`, ConsistentRead: true },
      );
      const rows: Record<string, NativeAttributeValue>[] = [];
      for await (const { Items = [] } of pages) rows.push(...Items.map((item) => unmarshall(item)));
      return rows;
    },
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await cloud.close();
    },
  };
}

export type Telar = Awaited<ReturnType<typeof startTelar>>;
