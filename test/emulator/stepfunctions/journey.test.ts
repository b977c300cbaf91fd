import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  type CreateStateMachineCommandInput,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ExecutionTrace, Trace } from '../../../emulator/runtime/trace.ts';
import { createLogs } from '../../../emulator/services/logs/service.ts';
import { createSqs } from '../../../emulator/services/sqs/service.ts';
import { createStepFunctions } from '../../../emulator/services/stepfunctions/service.ts';
import { startEndpoint } from '../support/endpoint.ts';
import { only } from './support/machine-room.ts';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const GROUP = '/aws/vendedlogs/states/journey';

/** Remembers how executions end, so that nobody has to ask in time. */
function watchEnds(trace: Trace) {
  const ends = new Map<string, ExecutionTrace>();
  const waiting = new Map<string, (record: ExecutionTrace) => void>();
  trace.subscribe((record) => {
    if (record.kind !== 'execution' || record.status === 'RUNNING') return;
    ends.set(record.executionArn, record);
    waiting.get(record.executionArn)?.(record);
  });
  return (executionArn = '') =>
    new Promise<ExecutionTrace>((resolve) => {
      const past = ends.get(executionArn);
      if (past) resolve(past);
      else waiting.set(executionArn, resolve);
    });
}

async function start() {
  const endpoint = await startEndpoint((ports) => [
    createStepFunctions({ ...ports, serviceEvents: { publish: () => {} } }),
    createSqs({ ...ports, endpoint: () => 'http://127.0.0.1' }),
    createLogs(ports),
  ]);
  const clients = {
    sfn: new SFNClient({ ...endpoint.client, disableHostPrefix: true }),
    sqs: new SQSClient(endpoint.client),
    iam: new IAMClient(endpoint.client),
    logs: new CloudWatchLogsClient(endpoint.client),
  };
  const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  return {
    ...endpoint,
    ...clients,
    QueueUrl,
    /** Resolves with how an execution ended, once it has. */
    end: watchEnds(endpoint.trace),
    /** A role that Step Functions may take on. */
    async role(RoleName: string, ...allowed: string[]) {
      const Statement = [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }];
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      const { Role } = await clients.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      const statements = allowed.map((Action) => ({ Effect: 'Allow', Action, Resource: QUEUE_ARN }));
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      await clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
      return Role?.Arn;
    },
    async machine(roleArn: string | undefined, definition: object, more: Partial<CreateStateMachineCommandInput> = {}) {
      const text = JSON.stringify(definition);
      const input = { name: 'journey', roleArn, definition: text, ...more };
      return (await clients.sfn.send(new CreateStateMachineCommand(input))).stateMachineArn;
    },
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await endpoint.close();
    },
  };
}

const askWorker = (QueueUrl: string | undefined) =>
  only({
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: { QueueUrl, MessageBody: { 'token.$': '$$.Task.Token', 'job.$': '$.job' } },
  });

describe('Step Functions over the wire, with SQS and CloudWatch Logs behind it', () => {
  let it: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    it = await start();
  });
  afterEach(async () => {
    expect(it.faults).toEqual([]);
    await it.close();
  });

  test('hands a job to a queue and goes on when its worker answers with the token', async () => {
    const role = await it.role('worker', 'sqs:SendMessage');
    const stateMachineArn = await it.machine(role, askWorker(it.QueueUrl));
    const { executionArn } = await it.sfn.send(
      new StartExecutionCommand({ stateMachineArn, name: 'first', input: '{"job":"weave"}' }),
    );
    const { Messages } = await it.sqs.send(new ReceiveMessageCommand({ QueueUrl: it.QueueUrl, WaitTimeSeconds: 20 }));
    const { token, job } = JSON.parse(Messages?.[0]?.Body ?? '{}');
    expect(job).toBe('weave');
    await it.sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: '"woven"' }));
    await expect(it.end(executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });

    const described = await it.sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({ name: 'first', status: 'SUCCEEDED', output: '"woven"', redriveCount: 0 });
    expect(described.startDate).toBeInstanceOf(Date);
    const { events } = await it.sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('fails when the role may not do what the state asks for', async () => {
    const stateMachineArn = await it.machine(await it.role('idler'), askWorker(it.QueueUrl));
    const { executionArn } = await it.sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{"job":1}' }));
    await expect(it.end(executionArn)).resolves.toMatchObject({ status: 'FAILED' });
    const { error, cause } = await it.sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(error).toMatch(/^SQS\./);
    expect(cause).toContain('is not authorized to perform: sqs:SendMessage');
  });

  test('answers the outcome of an Express execution and writes it to its log group', async () => {
    await it.logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
    const logGroupArn = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}:*`;
    const stateMachineArn = await it.machine(await it.role('talker'), only({ Type: 'Pass' }), {
      type: 'EXPRESS',
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
      },
    });
    const logged = new Promise<void>((resolve) => {
      it.trace.subscribe((record) => {
        if (record.kind === 'call' && record.operation === 'PutLogEvents') resolve();
      });
    });
    const input = '{"a":1}';
    const answer = await it.sfn.send(new StartSyncExecutionCommand({ stateMachineArn, input }));
    expect(answer).toMatchObject({ status: 'SUCCEEDED', output: input });
    await logged;
    const { events = [] } = await it.logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
    expect(events.map(({ message }) => JSON.parse(message ?? ''))).toEqual([
      expect.objectContaining({ id: '1', type: 'ExecutionStarted', execution_arn: answer.executionArn }),
      expect.objectContaining({ id: '2', type: 'PassStateEntered', previous_event_id: '0' }),
      expect.objectContaining({ id: '3', type: 'PassStateExited', previous_event_id: '2' }),
      expect.objectContaining({ id: '4', type: 'ExecutionSucceeded', redrive_count: '0' }),
    ]);
  });
});
