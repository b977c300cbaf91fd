import { readFileSync } from 'node:fs';
import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import type { Quota } from '../../emulator/door/door.ts';
import { AwsError } from '../../emulator/door/errors.ts';
import { seededIds } from '../../emulator/runtime/ids.ts';
import { eventually } from './support/eventually.ts';
import { bucket, startTelar, type Telar } from './support/telar.ts';

const ORIGINALS = bucket('images-original');
const ARCHIVE = bucket('logs-archive');
const BATCHES = 12;
const LOGS_IN_A_BATCH = 25;
const IMAGES = 4;
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
  const stats = await telar.rows('stats');
  const total = (domain: string) => {
    const shards = stats.filter(({ counter }) => counter.startsWith(`${domain}#`));
    const names = new Set(
      shards.flatMap((shard) => Object.keys(shard).filter((name) => typeof shard[name] === 'number')),
    );
    // A gzip stream says when it was made, and so its size may differ by a few bytes.
    names.delete('bytes');
    return Object.fromEntries(
      [...names].sort().map((name) => [name, shards.reduce((sum, shard) => sum + (shard[name] ?? 0), 0)]),
    );
  };
  return {
    logs: logs
      .map(({ logId, level, message, service, userId }) => ({ logId, level, message, service, userId }))
      .sort(byText),
    images: images
      .map(({ originalKey, status, width, height }) => ({ originalKey, status, width, height }))
      .sort(byText),
    counters: { logs: total('logs'), images: total('images') },
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

/** Until nothing of the application runs or waits: as many executions ended as started, and at least so many. */
async function settled(telar: Telar, atLeast: number): Promise<void> {
  await eventually(telar.cloud.trace, `${atLeast} executions to end`, () => {
    const records = telar.cloud.trace.recent().filter((record) => record.kind === 'execution');
    const started = new Set(records.map(({ executionArn }) => executionArn));
    const ended = records.filter(({ status }) => status !== 'RUNNING');
    return started.size >= atLeast && ended.length >= started.size ? true : undefined;
  });
}

describe('events come twice and in any order, functions are killed and the database throttles', () => {
  it('leaves exactly what a clean run leaves', async () => {
    const clean = await startTelar();
    await uploadImages(clean);
    await send(clean, logEvents());
    await settled(clean, BATCHES + IMAGES);
    const expected = await remains(clean);
    await clean.stop();
    expect(expected.logs).toHaveLength(BATCHES * (LOGS_IN_A_BATCH - 1));
    expect(expected.thumbnails).toBe(IMAGES);

    const quota = throttleDynamoDb(120);
    const rough = await startTelar({ quota });
    await uploadImages(rough);
    const events = [...logEvents(), ...imageEvents()];
    let executions = 0;
    let killed = 0;
    const stopKilling = rough.cloud.trace.subscribe((record) => {
      if (record.kind !== 'execution' || record.status !== 'RUNNING') return;
      executions += 1;
      if (executions % 6 === 0 && killOneFunction()) killed += 1;
    });
    await send(rough, shuffled([...events, ...events]));
    await settled(rough, 2 * events.length + IMAGES);
    stopKilling();
    const found = await remains(rough);
    await rough.stop();
    expect(found).toEqual(expected);
    expect(quota.refused).toBeGreaterThan(20);
    expect(killed).toBeGreaterThan(1);
  }, 120_000);
});
