import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type Emulator, startEmulator } from './support/emulator.ts';
import { row, spread } from './support/figures.ts';

const LOGS_IN_A_BATCH = 1_000;
const BATCHES = 100;
/** The run is read in so many parts, to see whether it slows down or grows. */
const PARTS = 4;
/** Batches on their way at once: enough to keep the workflow busy, few enough that a part ends soon after it was sent. */
const UNDER_WAY = 5;
const POLL_MILLISECONDS = 50;

/** 100,000 log entries through bus, workflow, index and archive: entries per second and memory, part by part. */
export async function logIngestion(): Promise<string[]> {
  // On disk: in memory the rows themselves would be what grows.
  const data = mkdtempSync(join(tmpdir(), 'telar-bench-'));
  const emulator = await startEmulator(['--data-dir', data]);
  const options = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const events = new EventBridgeClient(options);
  const dynamoDb = new DynamoDBClient(options);
  try {
    await submit(events, -1);
    await counted(dynamoDb, 1);
    const lines: string[] = [];
    for (let part = 0; part < PARTS; part += 1) lines.push(await runPart(part, emulator, events, dynamoDb));
    return lines;
  } finally {
    events.destroy();
    dynamoDb.destroy();
    await emulator.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function runPart(
  part: number,
  emulator: Emulator,
  events: EventBridgeClient,
  dynamoDb: DynamoDBClient,
): Promise<string> {
  const size = BATCHES / PARTS;
  const started = performance.now();
  for (let batch = part * size; batch < (part + 1) * size; batch += 1) {
    // One batch was sent to warm up.
    await counted(dynamoDb, batch + 1 - UNDER_WAY);
    await submit(events, batch);
  }
  await counted(dynamoDb, (part + 1) * size + 1);
  const perSecond = (size * LOGS_IN_A_BATCH * 1_000) / (performance.now() - started);
  const label = `entries ${part * size * LOGS_IN_A_BATCH} to ${(part + 1) * size * LOGS_IN_A_BATCH}, ${Math.round(emulator.memory())} MB after`;
  return row(label, spread([perSecond]), '1/s');
}

async function submit(events: EventBridgeClient, batch: number): Promise<void> {
  const logs = Array.from({ length: LOGS_IN_A_BATCH }, (_, index) => ({
    level: index % 10 === 0 ? 'ERROR' : 'INFO',
    service: `service-${index % 20}`,
    message: `entry ${index} of batch ${batch}: something happened that is worth a line in the log`,
  }));
  const Detail = JSON.stringify({ metadata: { idempotencyKey: `bench ${batch}` }, data: { logs } });
  const entry = { EventBusName: 'telar-dev', Source: 'telar.logs', DetailType: 'Logs Submitted', Detail };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
}

/** Waits until so many batches are counted: the last thing that the workflow does with one. */
async function counted(dynamoDb: DynamoDBClient, batches: number): Promise<void> {
  const Keys = Array.from({ length: 16 }, (_, shard) => ({ counter: { S: `logs#${shard.toString(16)}` } }));
  for (;;) {
    const { Responses } = await dynamoDb.send(
      new BatchGetItemCommand({ RequestItems: { 'telar-dev-stats': { Keys, ConsistentRead: true } } }),
    );
    const sum = (Responses?.['telar-dev-stats'] ?? []).reduce((total, item) => total + Number(item.batches?.N ?? 0), 0);
    if (sum >= batches) return;
    await wait(POLL_MILLISECONDS);
  }
}
