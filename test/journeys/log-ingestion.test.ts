import { gunzipSync } from 'node:zlib';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { bucket, startTelar, type Telar } from './support/telar.ts';

const ARCHIVE = bucket('logs-archive');

describe('a program submits logs', () => {
  let telar: Telar;
  beforeAll(async () => {
    telar = await startTelar();
  });
  afterAll(() => telar.stop());

  const submit = async (data: unknown, idempotencyKey: string) => {
    const Detail = JSON.stringify({ metadata: { idempotencyKey }, data });
    const entry = { EventBusName: 'telar-dev', Source: 'telar.logs', DetailType: 'Logs Submitted', Detail };
    const { FailedEntryCount } = await telar.events.send(new PutEventsCommand({ Entries: [entry] }));
    expect(FailedEntryCount).toBe(0);
    // Executions of Express workflows cannot be described: what they did is in their rows.
    return telar.ended('log-ingestion', 1);
  };
  const archived = async () => {
    const { Contents = [] } = await telar.s3.send(new ListObjectsV2Command({ Bucket: ARCHIVE, Prefix: 'logs/' }));
    return Contents.map(({ Key = '' }) => Key);
  };
  const counters = async () => {
    const rows = (await telar.rows('stats')).filter(({ counter }) => counter.startsWith('logs#'));
    const sum = (name: string) => rows.reduce((total, row) => total + (row[name] ?? 0), 0);
    return { batches: sum('batches'), total: sum('total'), error: sum('error') };
  };

  it('indexes each, archives the batch, and sets aside what cannot be taken, with its reason', async () => {
    const long = 'x'.repeat(500);
    const logs = [
      { level: 'warn', message: long, service: 'orders', user_id: 'ana', timestamp: '2026-03-01T10:00:00.000Z' },
      { message: 'no level, no service' },
      { level: 'LOUD', message: 'an unknown level' },
      { level: 'ERROR' },
      { level: 'ERROR', message: 'from the future', timestamp: '2999-01-01T00:00:00.000Z' },
    ];
    const [execution] = await submit({ logs }, 'first');
    expect(execution?.status).toBe('SUCCEEDED');

    const rows = await telar.rows('log-index');
    const kept = rows.sort((a, b) => (a.logId < b.logId ? -1 : 1));
    expect(kept).toMatchObject([
      { level: 'WARNING', service: 'orders', userId: 'ana', message: long.slice(0, 100) },
      { level: 'INFO', service: 'unknown', userId: 'anonymous', message: 'no level, no service' },
    ]);

    const [key = ''] = await archived();
    expect(key).toMatch(/^logs\/\d{4}\/\d\d\/\d\d\/\d\d\/[0-9a-f]{32}\.json\.gz$/);
    const head = await telar.s3.send(new HeadObjectCommand({ Bucket: ARCHIVE, Key: key }));
    expect(head.ContentEncoding).toBe('gzip');
    expect(head.Metadata).toMatchObject({ 'log-count': '2', 'batch-id': kept[0]?.batchId });
    const { Body } = await telar.s3.send(new GetObjectCommand({ Bucket: ARCHIVE, Key: key }));
    const text = gunzipSync((await Body?.transformToByteArray()) ?? Buffer.alloc(0)).toString();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ message }) => message)).toEqual([long, 'no level, no service']);
  });

  it('makes 1,000 rows of 1,000 logs of one millisecond, and none more when the batch comes again', async () => {
    const before = { rows: (await telar.rows('log-index')).length, counters: await counters() };
    const log = { level: 'ERROR', service: 'burst', message: 'same moment', timestamp: '2026-03-02T00:00:00.000Z' };
    const data = { logs: Array.from({ length: 1_000 }, () => log) };
    for (let time = 0; time < 2; time += 1) await submit(data, 'burst');
    expect((await telar.rows('log-index')).length - before.rows).toBe(1_000);
    const after = await counters();
    expect(after).toEqual({
      batches: before.counters.batches + 1,
      total: before.counters.total + 1_000,
      error: before.counters.error + 1_000,
    });
  });

  it('takes a batch that is too large for an event from S3', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) =>
      JSON.stringify({ service: 'large', message: `${index} ${'y'.repeat(200)}` }),
    );
    const Key = 'submitted/app/large.log';
    await telar.s3.send(new PutObjectCommand({ Bucket: ARCHIVE, Key, Body: lines.join('\n') }));
    const before = (await telar.rows('log-index')).length;
    await submit({ location: { bucket: ARCHIVE, key: Key } }, 'large');
    expect((await telar.rows('log-index')).length - before).toBe(3_000);
  });
});
