/**
 * `node bench/seed.ts --endpoint http://127.0.0.1:4566 [--logs 1000000] [--images 100000]`: fills the tables of the dev stage with rows
 * as the application itself writes them.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { marshall } from '@aws-sdk/util-dynamodb';
import { LOG_LEVELS } from '../events/log-level.ts';
import { type ImageRow, imageCounts, imageIndexKeys } from '../functions/images/record/image-row.ts';
import { logRow } from '../functions/logs/index/log-row.ts';
import { type BatchOutcome, batchCounts } from '../functions/logs/record/batch-row.ts';
import { DynamoWire } from './support/dynamo-wire.ts';

export interface Seeds {
  readonly endpoint: string;
  readonly logs: number;
  readonly images: number;
}

const LOGS_A_BATCH = 1_000;
/** As many as BatchWriteItem takes. */
const ROWS_A_WRITE = 25;
const CONNECTIONS = 8;
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const TEN_YEARS_SECONDS = 10 * 365 * 24 * 60 * 60;
const EXPIRES_AT = Math.floor(FIRST / 1_000) + TEN_YEARS_SECONDS;

/** Writes rows of logs, of their batches, and of images. The counters are left as they are: the workflow reconcile counts them. */
export async function seed({ endpoint, logs, images }: Seeds): Promise<void> {
  const wire = new DynamoWire(endpoint, CONNECTIONS);
  try {
    await writeAll(wire, 'telar-dev-log-index', logRows(logs));
    await writeAll(wire, 'telar-dev-log-batches', batchRows(logs));
    await writeAll(wire, 'telar-dev-images', imageRows(images));
  } finally {
    wire.close();
  }
}

async function writeAll(wire: DynamoWire, table: string, rows: Iterator<object>): Promise<void> {
  const work = async () => {
    for (let some = take(rows, ROWS_A_WRITE); some.length > 0; some = take(rows, ROWS_A_WRITE)) {
      const requests = some.map((row) => ({ PutRequest: { Item: marshall(row, { removeUndefinedValues: true }) } }));
      const answer = await wire.send('BatchWriteItem', { RequestItems: { [table]: requests } });
      if (!answer.includes('"UnprocessedItems":{}')) throw new Error(`not all rows were taken: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
}

function take<Item>(items: Iterator<Item>, count: number): Item[] {
  const taken: Item[] = [];
  while (taken.length < count) {
    const next = items.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

const idOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);
const levelOf = (index: number) => LOG_LEVELS[index % LOG_LEVELS.length] ?? 'INFO';

function* logRows(count: number): Generator<object> {
  for (let index = 0; index < count; index += 1) {
    const batchId = idOf(`batch ${Math.floor(index / LOGS_A_BATCH)}`);
    const position = index % LOGS_A_BATCH;
    const log = {
      logId: `${batchId}-${String(position).padStart(6, '0')}`,
      timestamp: new Date(FIRST + index * 10).toISOString(),
      level: levelOf(index),
      service: `service-${index % 20}`,
      userId: `user-${index % 1_000}`,
      message: `entry ${index}: something happened that is worth a line in the log, of a usual length`,
    };
    yield logRow(log, { batchId, position, expiresAt: EXPIRES_AT });
  }
}

function* batchRows(logs: number): Generator<object> {
  for (let first = 0; first < logs; first += LOGS_A_BATCH) {
    const count = Math.min(LOGS_A_BATCH, logs - first);
    const levels: Record<string, number> = {};
    for (let index = first; index < first + count; index += 1) {
      levels[levelOf(index)] = (levels[levelOf(index)] ?? 0) + 1;
    }
    const time = new Date(FIRST + first * 10).toISOString();
    const archived = { archiveKey: 'logs/bench.json.gz', archiveBytes: 20_000 };
    const outcome: BatchOutcome = { status: 'completed', count, levels, setAsideCount: 0, ...archived };
    yield {
      batchId: idOf(`batch ${first / LOGS_A_BATCH}`),
      ...outcome,
      ...written(time),
      receivedAt: time,
      counted: batchCounts(outcome),
      expiresAt: EXPIRES_AT,
    };
  }
}

function* imageRows(count: number): Generator<object> {
  for (let index = 0; index < count; index += 1) {
    const imageId = idOf(`image ${index}`);
    const original = {
      originalBucket: 'telar-dev-images-original-000000000000-us-east-1',
      originalKey: `bench/photo-${index}.jpg`,
      sizeBytes: 100_000 + (index % 1_000),
      contentType: 'image/jpeg',
      format: 'jpeg',
      width: 1_600,
      height: 1_200,
    };
    const outcome =
      index % 10 === 0
        ? ({ status: 'error', errorCode: 'NotAnImage', errorMessage: 'the bytes are of no image' } as const)
        : ({
            status: 'completed',
            processedKey: `processed/${imageId}`,
            thumbnailKey: `thumbnails/${imageId}`,
          } as const);
    const time = new Date(FIRST + index * 100).toISOString();
    const row: ImageRow = {
      imageId,
      ...original,
      ...outcome,
      ...written(time),
      uploadedAt: time,
      counted: imageCounts(outcome, original),
    };
    yield { ...row, ...imageIndexKeys(row) };
  }
}

const written = (time: string) => ({
  processedAt: time,
  lastModified: time,
  processedBy: 'bench',
  correlationId: 'bench',
});

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      endpoint: { type: 'string', default: 'http://127.0.0.1:4566' },
      logs: { type: 'string', default: '1000000' },
      images: { type: 'string', default: '100000' },
    },
  });
  await seed({ endpoint: values.endpoint, logs: Number(values.logs), images: Number(values.images) });
}
