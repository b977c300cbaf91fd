import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { inTime } from '../support/waiting.ts';

const MAIN = resolve(import.meta.dirname, '../../emulator/main.js');
/** How often the emulator is killed while all senders are at work. */
const KILLS = 3;
/** Acknowledged by each sender before a kill: the kill comes while its next call is under way. */
const CALLS_BEFORE_KILL = 20;

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: '*',
  },
});

/** An emulator in a process of its own. */
async function start(directory: string) {
  const flags = [MAIN, '--no-app', '--data-dir', 'data', '--port', '0', '--no-watch'];
  const child = spawn(process.execPath, flags, { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const port = await inTime('the emulator to be ready', portOf(child.stdout, said), () => said.join('\n'));
  return { child, clients: clientsOf(port) };
}

/** @param said gets all that is printed until then */
async function portOf(output: Readable, said: string[]): Promise<number> {
  for await (const line of createInterface({ input: output })) {
    said.push(line);
    const port = /AWS endpoint\s+http:\/\/localhost:(\d+)/.exec(line)?.[1];
    if (port) return Number(port);
  }
  throw new Error(`the emulator ended before it was ready:\n${said.join('\n')}`);
}

function clientsOf(port: number) {
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  return {
    s3: new S3Client({ ...config, forcePathStyle: true }),
    dynamoDb: new DynamoDBClient(config),
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
    events: new EventBridgeClient(config),
  };
}

type Clients = ReturnType<typeof clientsOf>;

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  await ended;
}

const QUEUE = (name: string) => `http://localhost/000000000000/${name}`;

async function prepare({ s3, dynamoDb, sqs, events }: Clients): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: 'things' }));
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: 'things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await sqs.send(new CreateQueueCommand({ QueueName: 'sent' }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'told', Attributes: { Policy: POLICY } }));
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: JSON.stringify({ source: ['test'] }) }));
  const Arn = 'arn:aws:sqs:us-east-1:000000000000:told';
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'queue', Arn, InputPath: '$.detail.id' }] }));
}

/** What each sender does with an id; resolves once the emulator has acknowledged it. */
const SENDERS = {
  uploads: ({ s3 }: Clients, id: string) =>
    s3.send(new PutObjectCommand({ Bucket: 'things', Key: id, Body: id.repeat(20_000) })),
  rows: ({ dynamoDb }: Clients, id: string) =>
    dynamoDb.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: id } } })),
  messages: ({ sqs }: Clients, id: string) =>
    sqs.send(new SendMessageCommand({ QueueUrl: QUEUE('sent'), MessageBody: id })),
  events: ({ events }: Clients, id: string) =>
    events.send(
      new PutEventsCommand({ Entries: [{ Source: 'test', DetailType: 'Sent', Detail: JSON.stringify({ id }) }] }),
    ),
};
type Sender = keyof typeof SENDERS;

/** Everything in a queue, emptying it; waits for what is still being delivered until all of `expected` have come. */
async function drain({ sqs }: Clients, queue: string, expected: readonly string[]): Promise<string[]> {
  const bodies: string[] = [];
  const missing = new Set(expected);
  while (missing.size > 0) {
    const receive = { QueueUrl: QUEUE(queue), MaxNumberOfMessages: 10, WaitTimeSeconds: 20 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(receive));
    if (Messages.length === 0) throw new Error(`${queue} lost ${[...missing].join(', ')}`);
    for (const { Body = '' } of Messages) {
      const id = Body.replaceAll('"', '');
      bodies.push(id);
      missing.delete(id);
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: QUEUE(queue), Entries }));
  }
  return bodies;
}

async function rowIds({ dynamoDb }: Clients): Promise<string[]> {
  const ids: string[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamoDb }, { TableName: 'things' })) {
    ids.push(...Items.map(({ id }) => id?.S ?? ''));
  }
  return ids;
}

describe('an emulator that is killed again and again while it is written to', () => {
  const directory = mkdtempSync(join(tmpdir(), 'telar-killed-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('has everything that it acknowledged', async () => {
    const acknowledged: Record<Sender, string[]> = { uploads: [], rows: [], messages: [], events: [] };
    let emulator = await start(directory);
    await prepare(emulator.clients);

    for (let round = 0; round < KILLS; round += 1) {
      const { child, clients } = emulator;
      let killed = false;
      const enough = Promise.withResolvers<void>();
      const senders = (Object.keys(SENDERS) as Sender[]).map(async (sender) => {
        for (let call = 0; !killed; call += 1) {
          const id = `${sender}-${round}-${call}`;
          try {
            await SENDERS[sender](clients, id);
            acknowledged[sender].push(id);
          } catch (error) {
            if (!killed) throw error;
          }
          if (call === CALLS_BEFORE_KILL) enough.resolve();
        }
      });
      await Promise.race([enough.promise, ...senders]);
      killed = true;
      await kill(child);
      await Promise.all(senders);
      emulator = await start(directory);
    }

    const { child, clients } = emulator;
    expect(await rowIds(clients)).toEqual(expect.arrayContaining(acknowledged.rows));
    for (const Key of acknowledged.uploads) {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: 'things', Key }));
      expect(await Body?.transformToString()).toBe(Key.repeat(20_000));
    }
    // What was stored and not acknowledged any more may be there as well.
    const sent = await drain(clients, 'sent', acknowledged.messages);
    expect(sent.filter((id) => acknowledged.messages.includes(id)).sort()).toEqual(acknowledged.messages.sort());
    // At least once: an event whose delivery the kill cut short may come again.
    await drain(clients, 'told', acknowledged.events);
    await kill(child);
  });
});
