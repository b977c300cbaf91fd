import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  GetEventSourceMappingCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import { noMetrics } from '../../../../emulator/runtime/metrics.ts';
import type { DeliveryTrace, TraceRecord } from '../../../../emulator/runtime/trace.ts';
import { createDynamoDb } from '../../../../emulator/services/dynamodb/service.ts';
import { createDynamoDbStreams } from '../../../../emulator/services/dynamodbstreams/service.ts';
import { createLambda } from '../../../../emulator/services/lambda/service.ts';
import { createLogs } from '../../../../emulator/services/logs/service.ts';
import { createS3 } from '../../../../emulator/services/s3/service.ts';
import { createSqs } from '../../../../emulator/services/sqs/service.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { type Ports, startEndpoint } from '../../support/endpoint.ts';
import { createRole } from './functions.ts';
import { zipOf } from './package.ts';

export const ARN = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

/** What a function says of itself, so that a test sees which events it got. */
const REPORT = "console.log('GOT ' + JSON.stringify(event));";

/** A function that reports its event and then runs `body`, in which `event` and `records` stand for what it got. */
const source = (body: string) =>
  `export const handler = async (event) => { ${REPORT} const records = event.Records; ${body} };`;

export interface Metric {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Lambda with queues and streams, at a time that the test moves, and a role that may read both. */
export async function startEventSources() {
  const clock = new ManualClock();
  const metrics: Metric[] = [];
  let endpoint = '';
  const cloud = await startEndpoint((ports) => services(ports, () => endpoint, metrics), { clock });
  endpoint = cloud.endpoint;
  const iam = new IAMClient(cloud.client);
  const lambda = new LambdaClient(cloud.client);
  const role = await createRole(iam, 'consumer', allowing('logs:*', 'sqs:*', 'dynamodb:*', 's3:*'));
  return { ...cloud, clock, metrics, lambda, role, ...functionHelpers(lambda, iam, role), ...watching(cloud.trace) };
}

export type EventSources = Awaited<ReturnType<typeof startEventSources>>;

function services(ports: Ports, endpoint: () => string, metrics: Metric[]) {
  const dynamoDb = createDynamoDb(ports);
  const streams = createDynamoDbStreams({ ...ports, tables: dynamoDb.tables, changes: dynamoDb.changes });
  const sink = {
    put: (_namespace: string, name: string, dimensions: Metric['dimensions'], value: number) =>
      void metrics.push({ name, dimensions, value }),
  };
  return [
    createSqs({ ...ports, endpoint }),
    dynamoDb,
    streams,
    createS3({ ...ports, serviceEvents: { publish: () => undefined } }),
    createLogs({ ...ports, metrics: noMetrics }),
    createLambda({ ...ports, endpoint, allowNetwork: false, metrics: sink, streams: streams.streams }),
  ];
}

const allowing = (...actions: string[]) => [{ Effect: 'Allow', Action: actions, Resource: '*' }];

function functionHelpers(lambda: LambdaClient, iam: IAMClient, Role: string) {
  return {
    /** Lets the role do this and nothing else. */
    allow: (...actions: string[]) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: 'consumer',
          PolicyName: 'all',
          PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: allowing('logs:*', ...actions) }),
        }),
      ),
    async createFunction(FunctionName: string, body = '', options: Partial<CreateFunctionCommandInput> = {}) {
      const ZipFile = await zipOf({ 'index.mjs': source(body) });
      const defaults = { Runtime: 'nodejs24.x', Handler: 'index.handler', Role } as const;
      await lambda.send(new CreateFunctionCommand({ FunctionName, Code: { ZipFile }, ...defaults, ...options }));
    },
    map: (input: Partial<CreateEventSourceMappingCommandInput>) =>
      lambda.send(new CreateEventSourceMappingCommand({ FunctionName: 'consumer', ...input })),
    mapping: (UUID: string | undefined) => lambda.send(new GetEventSourceMappingCommand({ UUID })),
  };
}

/** Makes the table `orders` with keys `id` and `at`, and answers the ARN of its stream. */
export async function createOrders(tables: DynamoDBClient): Promise<string> {
  const TableName = 'orders';
  await tables.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'at', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
  return Table?.LatestStreamArn ?? '';
}

interface Event {
  readonly Records: readonly Record<string, unknown>[];
}

function watching(trace: Ports['trace']) {
  const records: TraceRecord[] = [];
  trace.subscribe((record) => records.push(record));
  const got = () => records.flatMap((record) => (record.kind === 'log' ? eventOf(record.message) : []));
  const deliveries = () => records.filter((record): record is DeliveryTrace => record.kind === 'delivery');
  return {
    /** The first `count` events that functions got. */
    events: (count: number) =>
      eventually(trace, `${count} events`, () => (got().length < count ? undefined : got().slice(0, count))),
    /** What became of the first `count` batches. */
    deliveries: (count: number) =>
      eventually(trace, `${count} batches`, () =>
        deliveries().length < count ? undefined : deliveries().slice(0, count),
      ),
    until: <T>(what: string, look: () => Promise<T | undefined> | T | undefined) => eventually(trace, what, look),
  };
}

function eventOf(message: string): Event[] {
  const [, json] = /GOT (\{.*\})/s.exec(message) ?? [];
  return json ? [JSON.parse(json)] : [];
}
