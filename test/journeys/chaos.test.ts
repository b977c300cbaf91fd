import { readFileSync } from 'node:fs';
import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import sharp from 'sharp';
import type { Quota } from '../../emulator/door/door.ts';
import { AwsError } from '../../emulator/door/errors.ts';
import { seededIds } from '../../emulator/runtime/ids.ts';
import { eventually } from './support/eventually.ts';
import { ACCOUNT, bucket, REGION, startTelar, type Telar } from './support/telar.ts';

const ORIGINALS = bucket('images-original');
const ARCHIVE = bucket('logs-archive');
const BATCHES = 12;
const LOGS_IN_A_BATCH = 25;
const IMAGES = 4;
const REQUESTS = 5;
const RECIPIENTS = ['ana', 'eva', 'leo'];
const LEVELS = ['debug', 'INFO', 'Warn', 'ERROR', 'CRITICAL'];

/** One event for each batch, with the key that makes a repetition known. */
function logEvents(): PutEventsRequestEntry[] {
  return Array.from({ length: BATCHES }, (_, batch) => ({
    EventBusName: 'telar-dev',
    Source: 'telar.logs',
    DetailType: 'Logs Submitted',
    Detail: JSON.stringify({
      metadata: { idempotencyKey: `batch ${batch}` },
      data: {
        logs: Array.from({ length: LOGS_IN_A_BATCH }, (_, index) => ({
          level: LEVELS[(batch + index) % LEVELS.length],
          message: index === 7 ? '' : `log ${index} of batch ${batch}`,
          timestamp: '2026-03-01T10:00:00.000Z',
        })),
      },
    }),
  }));
}

function imageEvents(): PutEventsRequestEntry[] {
  return Array.from({ length: IMAGES }, (_, index) => ({
    EventBusName: 'telar-dev',
    Source: 'telar.images',
    DetailType: 'Image Uploaded',
    Detail: JSON.stringify({ data: { bucket: ORIGINALS, key: `image-${index}.png` } }),
  }));
}

function notificationEvents(): PutEventsRequestEntry[] {
  return Array.from({ length: REQUESTS }, (_, index) => ({
    EventBusName: 'telar-dev',
    Source: 'telar.notifications',
    DetailType: 'Notification Requested',
    Detail: JSON.stringify({
      metadata: { idempotencyKey: `request ${index}` },
      data: { title: `Title ${index}`, message: 'hola', recipients: RECIPIENTS },
    }),
  }));
}

/** A queue that is sent all that the topic publishes. */
async function subscribe(telar: Telar): Promise<string> {
  const Statement = [
    { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' },
  ];
  const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
  const { QueueUrl = '' } = await telar.sqs.send(new CreateQueueCommand({ QueueName: 'subscriber', Attributes }));
  const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
  await telar.sns.send(
    new SubscribeCommand({
      TopicArn: arn('sns', 'telar-dev-notifications'),
      Protocol: 'sqs',
      Endpoint: arn('sqs', 'subscriber'),
    }),
  );
  return QueueUrl;
}

/** The ids of what was published: so many, unless nothing more comes; what comes with them is among them. */
async function published(telar: Telar, QueueUrl: string, expected: number): Promise<Set<string>> {
  const ids = new Set<string>();
  for (;;) {
    const WaitTimeSeconds = ids.size < expected ? 20 : 0;
    const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds };
    const { Messages = [] } = await telar.sqs.send(new ReceiveMessageCommand(request));
    if (Messages.length === 0) return ids;
    for (const { Body = '{}' } of Messages) ids.add(JSON.parse(Body).MessageAttributes.notification_id.Value);
  }
}

/** The same order in every run, and not the order in which they were made. */
function shuffled<T>(items: readonly T[]): T[] {
  const { random } = seededIds(7);
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

async function send(telar: Telar, entries: readonly PutEventsRequestEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += 10) {
    await telar.events.send(new PutEventsCommand({ Entries: entries.slice(start, start + 10) }));
  }
}

async function uploadImages(telar: Telar): Promise<void> {
  for (let index = 0; index < IMAGES; index += 1) {
    const create = { width: 40 + index, height: 30, channels: 3, background: 'teal' } as const;
    const Body = await sharp({ create }).png().toBuffer();
    await telar.s3.send(new PutObjectCommand({ Bucket: ORIGINALS, Key: `image-${index}.png`, Body }));
  }
}

/** What is left in the end, without times and the names of executions, which differ from run to run. */
async function remains(telar: Telar) {
  const logs = await telar.rows('log-index');
  const images = await telar.rows('images');
  const notifications = await telar.rows('notifications');
  const stats = await telar.rows('stats');
  const total = (domain: string) => {
    const shards = stats.filter(({ counter }) => counter.startsWith(`${domain}#`));
    const names = new Set(
      shards.flatMap((shard) => Object.keys(shard).filter((name) => typeof shard[name] === 'number')),
    );
    const totals = [...names]
      .sort()
      .map((name) => [name, shards.reduce((sum, shard) => sum + (shard[name] ?? 0), 0)] as const);
    // A batch that failed at first and then did not was counted and taken back.
    return Object.fromEntries(totals.filter(([, value]) => value !== 0));
  };
  return {
    logs: logs
      .map(({ logId, level, message, service, userId }) => ({ logId, level, message, service, userId }))
      .sort(byText),
    images: images
      .map(({ originalKey, status, width, height }) => ({ originalKey, status, width, height }))
      .sort(byText),
    notifications: notifications.map(({ title, recipient, status }) => ({ title, recipient, status })).sort(byText),
    counters: { logs: total('logs'), images: total('images'), notifications: total('notifications') },
    archive: await archiveLines(telar),
    thumbnails: await count(telar, bucket('images-thumbnails')),
  };
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

async function count(telar: Telar, Bucket: string): Promise<number> {
  return (await telar.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount ?? 0;
}

async function archiveLines(telar: Telar): Promise<Record<string, number>> {
  const { Contents = [] } = await telar.s3.send(new ListObjectsV2Command({ Bucket: ARCHIVE, Prefix: 'logs/' }));
  const files = await Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Metadata } = await telar.s3.send(new GetObjectCommand({ Bucket: ARCHIVE, Key }));
      return [Key.slice(Key.lastIndexOf('/') + 1), Number(Metadata?.['log-count'])] as const;
    }),
  );
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Refuses every third write of the application to DynamoDB, for as many calls as are given. */
function throttleDynamoDb(calls: number): Quota & { refused: number } {
  let seen = 0;
  return {
    refused: 0,
    excess({ service, principal }) {
      if (service !== 'dynamodb' || principal.kind !== 'role') return undefined;
      seen += 1;
      if (seen > calls || seen % 3 !== 0) return undefined;
      this.refused += 1;
      return new AwsError('ThrottlingException', 'Rate exceeded', { status: 400 });
    },
  };
}

/** Kills a running Lambda environment: a process of this one's. Only where /proc tells them. */
function killOneFunction(): boolean {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').map(Number);
  const victim = children.find((pid) => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bootstrap'));
  return victim !== undefined && process.kill(victim, 'SIGKILL');
}

/** Tells when nothing of the application runs or waits any more: as many executions ended as started, and at least so many. */
function watchExecutions({ cloud: { trace } }: Telar) {
  const started = new Set<string>();
  const ended = new Set<string>();
  trace.subscribe((record) => {
    if (record.kind === 'execution') (record.status === 'RUNNING' ? started : ended).add(record.executionArn);
  });
  return (atLeast: number) =>
    eventually(trace, `${atLeast} executions to end`, () =>
      ended.size >= atLeast && ended.size >= started.size ? true : undefined,
    );
}

/** Runs a whole application and stops it, whatever happens. */
async function withTelar<T>(options: Parameters<typeof startTelar>[0], work: (telar: Telar) => Promise<T>): Promise<T> {
  const telar = await startTelar(options);
  try {
    return await work(telar);
  } finally {
    await telar.stop();
  }
}

describe('events come twice and in any order, functions are killed and the database throttles', () => {
  it('leaves exactly what a clean run leaves', async () => {
    const expected = await withTelar({}, async (telar) => {
      const settled = watchExecutions(telar);
      await uploadImages(telar);
      await send(telar, [...logEvents(), ...notificationEvents()]);
      await settled(BATCHES + IMAGES + REQUESTS);
      return remains(telar);
    });
    expect(expected.logs).toHaveLength(BATCHES * (LOGS_IN_A_BATCH - 1));
    expect(expected.thumbnails).toBe(IMAGES);
    expect(expected.notifications).toHaveLength(REQUESTS * RECIPIENTS.length);

    const quota = throttleDynamoDb(120);
    let killed = 0;
    const rough = await withTelar({ quota }, async (telar) => {
      const settled = watchExecutions(telar);
      const subscriber = await subscribe(telar);
      await uploadImages(telar);
      const events = [...logEvents(), ...imageEvents(), ...notificationEvents()];
      let executions = 0;
      const stopKilling = telar.cloud.trace.subscribe((record) => {
        if (record.kind !== 'execution' || record.status !== 'RUNNING') return;
        executions += 1;
        if (executions % 6 === 0 && killOneFunction()) killed += 1;
      });
      await send(telar, shuffled([...events, ...events]));
      await settled(2 * events.length + IMAGES);
      stopKilling();
      return { found: await remains(telar), told: await published(telar, subscriber, REQUESTS * RECIPIENTS.length) };
    });
    expect(rough.found).toEqual(expected);
    // What SNS may deliver twice carries the id of its row, by which a subscriber knows it again.
    expect(rough.told.size).toBe(REQUESTS * RECIPIENTS.length);
    expect(quota.refused).toBeGreaterThan(20);
    expect(killed).toBeGreaterThan(1);
  });
});
