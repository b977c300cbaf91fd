import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import { PipesClient } from '@aws-sdk/client-pipes';
import type { StartExecutionCommandInput } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { operation } from '../../../../emulator/door/operation.ts';
import type { ServiceDefinition } from '../../../../emulator/door/service.ts';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import type { DeliveryTrace } from '../../../../emulator/runtime/trace.ts';
import { createDynamoDb } from '../../../../emulator/services/dynamodb/service.ts';
import { createDynamoDbStreams } from '../../../../emulator/services/dynamodbstreams/service.ts';
import { createEventBridge } from '../../../../emulator/services/eventbridge/service.ts';
import { createLogs } from '../../../../emulator/services/logs/service.ts';
import { createPipes } from '../../../../emulator/services/pipes/service.ts';
import { createSns } from '../../../../emulator/services/sns/service.ts';
import { createSqs } from '../../../../emulator/services/sqs/service.ts';
import { startEndpoint } from '../../support/endpoint.ts';

export const ARN = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;
export const ROLE = 'arn:aws:iam::000000000000:role/pipe';

interface Answer {
  readonly payload?: unknown;
  readonly error?: boolean;
}

export interface Invocation {
  readonly target: string;
  readonly type: string | undefined;
  readonly input: unknown;
}

/** Functions and machines as pipes see them: they write down what they get and answer what the test says. */
function workers(log: Invocation[], answers: Map<string, (input: unknown) => Answer>): ServiceDefinition[] {
  const answer = (target: string, text: string) => answers.get(target)?.(JSON.parse(text)) ?? {};
  const invoke = operation<InvokeCommandInput, object>({
    name: 'Invoke',
    access: ({ FunctionName = '' }) => [{ action: 'lambda:InvokeFunction', resource: FunctionName }],
    run({ FunctionName = '', InvocationType, Payload }) {
      const text = Buffer.from(Payload as Uint8Array).toString();
      log.push({ target: FunctionName, type: InvocationType, input: JSON.parse(text) });
      const { payload, error } = answer(FunctionName, text);
      return {
        StatusCode: 200,
        Payload: Buffer.from(JSON.stringify(payload ?? null)),
        ...(error ? { FunctionError: 'Unhandled' } : {}),
      };
    },
  });
  const machine = (name: string) =>
    operation<StartExecutionCommandInput, object>({
      name,
      access: ({ stateMachineArn = '' }) => [{ action: `states:${name}`, resource: stateMachineArn }],
      run({ stateMachineArn = '', input = '' }) {
        log.push({ target: stateMachineArn, type: name, input: JSON.parse(input) });
        const { payload, error } = answer(stateMachineArn, input);
        return error
          ? { status: 'FAILED', error: 'Broken', cause: 'it broke' }
          : { status: 'SUCCEEDED', output: JSON.stringify(payload ?? null) };
      },
    });
  const service = (name: string, signingName: string, operations: ServiceDefinition['operations']) => ({
    name,
    signingName,
    sdk: '@aws-sdk/client-sfn',
    protocol: 'json-1.0' as const,
    operations,
    resources: [],
  });
  return [
    service('lambda', 'lambda', [invoke]),
    service('stepfunctions', 'states', [machine('StartExecution'), machine('StartSyncExecution')]),
  ];
}

/** Pipes with real queues, topics, buses and logs, and a role that may do all of it. */
export async function startPlumbing() {
  const clock = new ManualClock();
  const invocations: Invocation[] = [];
  const answers = new Map<string, (input: unknown) => Answer>();
  const endpoint = await startEndpoint(
    (ports) => {
      const dynamoDb = createDynamoDb(ports);
      const tables = createDynamoDbStreams({ ...ports, tables: dynamoDb.tables, changes: dynamoDb.changes });
      return [
        dynamoDb,
        tables,
        createSqs({ ...ports, endpoint: () => 'http://127.0.0.1' }),
        createSns({ ...ports, allowNetwork: false }),
        createEventBridge({ ...ports, allowNetwork: false }),
        createLogs(ports),
        ...workers(invocations, answers),
        createPipes({ ...ports, streams: tables.streams }),
      ];
    },
    { clock },
  );
  const sqs = new SQSClient({ ...endpoint.client, useQueueUrlAsEndpoint: false });
  const pipes = new PipesClient(endpoint.client);
  const iam = new IAMClient(endpoint.client);
  const trust = { Effect: 'Allow', Principal: { Service: 'pipes.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
  await iam.send(new CreateRoleCommand({ RoleName: 'pipe', AssumeRolePolicyDocument }));
  const allow = async (Action: string | string[]) => {
    const Statement = { Effect: 'Allow', Action, Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'pipe', PolicyName: 'p', PolicyDocument }));
  };
  await allow('*');

  return {
    ...endpoint,
    allow,
    answers,
    clock,
    invocations,
    pipes,
    sqs,
    async queue(QueueName: string, Attributes = {}): Promise<string> {
      const fifo = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
      const { QueueUrl = '' } = await sqs.send(
        new CreateQueueCommand({ QueueName, Attributes: { ...fifo, ...Attributes } }),
      );
      return QueueUrl;
    },
    send: (QueueUrl: string, MessageBody: string, more = {}) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
    async receive(QueueUrl: string) {
      const input = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All' as const] };
      return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
    },
    /** Moves time on and waits until so many batches were tried. */
    async delivered(count = 1, milliseconds = 0): Promise<DeliveryTrace[]> {
      const tried: DeliveryTrace[] = [];
      const enough = new Promise<DeliveryTrace[]>((resolve) => {
        const stop = endpoint.trace.subscribe((record) => {
          if (record.kind !== 'delivery' || !record.from.includes(':pipe/')) return;
          tried.push(record);
          if (tried.length < count) return;
          stop();
          resolve(tried);
        });
      });
      clock.advance(milliseconds);
      return enough;
    },
    /** Resolves after the next call of an operation. */
    called(operationName: string): Promise<void> {
      return new Promise((resolve) => {
        const stop = endpoint.trace.subscribe((record) => {
          if (record.kind !== 'call' || record.operation !== operationName) return;
          stop();
          resolve();
        });
      });
    },
    async close() {
      for (const client of [sqs, pipes, iam]) client.destroy();
      await endpoint.close();
      expect(endpoint.faults).toEqual([]);
      expect(endpoint.trace.recent().filter(({ kind }) => kind === 'fault')).toEqual([]);
    },
  };
}

export type Plumbing = Awaited<ReturnType<typeof startPlumbing>>;
