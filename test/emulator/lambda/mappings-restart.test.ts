import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import { ARN, createOrders } from './support/event-sources.ts';
import { createRole } from './support/functions.ts';
import { zipOf } from './support/package.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'telar-mappings-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

const clientOptions = ({ endpoint }: Cloud) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** A table with a stream, a queue, and a function that is mapped to both. */
async function prepare(cloud: Cloud) {
  const options = clientOptions(cloud);
  const Role = await createRole(new IAMClient(options), 'consumer', [
    { Effect: 'Allow', Action: ['logs:*', 'sqs:*', 'dynamodb:*'], Resource: '*' },
  ]);
  const stream = await createOrders(new DynamoDBClient(options));
  await new SQSClient(options).send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const lambda = new LambdaClient(options);
  const ZipFile = await zipOf({ 'index.mjs': SOURCE });
  const FunctionName = 'consumer';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile },
    }),
  );
  const map = (input: object) => lambda.send(new CreateEventSourceMappingCommand({ FunctionName, ...input }));
  await map({ EventSourceArn: ARN('sqs', 'jobs') });
  await map({ EventSourceArn: stream, StartingPosition: 'TRIM_HORIZON' });
}

const SOURCE = `export const handler = async ({ Records }) =>
  Records.forEach(({ body, dynamodb }) => console.log('GOT ' + (body ?? dynamodb.Keys.id.S)));`;

const write = (cloud: Cloud, id: string) =>
  new DynamoDBClient(clientOptions(cloud)).send(
    new PutItemCommand({ TableName: 'orders', Item: { id: { S: id }, at: { S: '1' } } }),
  );
const send = (cloud: Cloud, MessageBody: string) =>
  new SQSClient(clientOptions(cloud)).send(
    new SendMessageCommand({ QueueUrl: `${cloud.endpoint}/000000000000/jobs`, MessageBody }),
  );

/** Waits until the function has got so many records since the cloud began, and their batches are done with. */
const got = (cloud: Cloud, count: number) =>
  eventually(cloud.trace, `${count} records`, () => {
    const records = cloud.trace.recent();
    const names = records.flatMap((record) =>
      record.kind === 'log' ? [...record.message.matchAll(/GOT (\w+)/g)].map(([, name]) => name) : [],
    );
    const delivered = records.filter((record) => record.kind === 'delivery').length;
    return names.length >= count && delivered >= count ? names.sort() : undefined;
  });

it('mappings go on after a restart with what they have not worked yet', async () => {
  const first = await startCloud({ dataDirectory });
  await prepare(first);
  await write(first, 'row1');
  await send(first, 'message1');
  expect(await got(first, 2)).toEqual(['message1', 'row1']);
  await first.close();

  const second = await startCloud({ dataDirectory });
  await write(second, 'row2');
  await send(second, 'message2');
  expect(await got(second, 2)).toEqual(['message2', 'row2']);
  await second.close();
});
