import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import sharp from 'sharp';
import { eventually } from './support/eventually.ts';
import { bucket, startTelar, type Telar } from './support/telar.ts';

const ORIGINALS = bucket('images-original');
const PROCESSED = bucket('images-processed');
const THUMBNAILS = bucket('images-thumbnails');

/** 2,000 × 1,000 stored pixels that EXIF says to turn by 90 degrees, with a comment that must not leak. */
const turnedPhoto = () =>
  sharp({ create: { width: 2_000, height: 1_000, channels: 3, background: 'teal' } })
    .withExif({ IFD0: { Artist: 'somebody private' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

describe('a photo is uploaded', () => {
  let telar: Telar;
  beforeAll(async () => {
    telar = await startTelar();
  });
  afterAll(() => telar.stop());

  const upload = (Key: string, Body: Uint8Array) =>
    telar.s3.send(new PutObjectCommand({ Bucket: ORIGINALS, Key, Body }));
  const keysIn = async (Bucket: string) => {
    const { Contents = [] } = await telar.s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key);
  };
  const imageOf = async (Bucket: string, Key: string) => {
    const { Body } = await telar.s3.send(new GetObjectCommand({ Bucket, Key }));
    return sharp(await Body?.transformToByteArray()).metadata();
  };

  it('becomes a processed copy, a thumbnail and a row, by way of an execution that can be inspected', async () => {
    await upload('mis fotos/niño 🎉 1.jpg', await turnedPhoto());
    const [execution] = await telar.executions('image-processing', 1);
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });

    const [row] = await telar.rows('images');
    expect(row).toMatchObject({
      status: 'completed',
      originalKey: 'mis fotos/niño 🎉 1.jpg',
      contentType: 'image/jpeg',
      format: 'jpeg',
      processedBy: execution?.executionArn,
    });
    const { imageId, processedKey, thumbnailKey } = row ?? {};
    expect(processedKey).toBe(`processed/${imageId}-niño 🎉 1.jpg`);
    expect(thumbnailKey).toBe(`thumbnails/${imageId}-thumb-niño 🎉 1.jpg`);

    const processed = await imageOf(PROCESSED, processedKey);
    expect([processed.width, processed.height]).toEqual([512, 1_024]);
    expect(processed.exif).toBeUndefined();
    const thumbnail = await imageOf(THUMBNAILS, thumbnailKey);
    expect([thumbnail.width, thumbnail.height]).toEqual([100, 200]);
    const head = await telar.s3.send(new HeadObjectCommand({ Bucket: THUMBNAILS, Key: thumbnailKey }));
    expect(head.ContentType).toBe('image/jpeg');
    expect(Object.keys(head.Metadata ?? {})).toEqual(expect.arrayContaining(['processed-by', 'processed-at']));

    const { events = [] } = await telar.sfn.send(
      new GetExecutionHistoryCommand({ executionArn: execution?.executionArn, maxResults: 1_000 }),
    );
    expect(events[0]?.type).toBe('ExecutionStarted');
    expect(events.at(-1)?.type).toBe('ExecutionSucceeded');
    expect(events.filter(({ type }) => type === 'TaskSucceeded').length).toBeGreaterThanOrEqual(5);
  });

  it('leaves one row and one set of copies when its event comes twice', async () => {
    const Key = 'again.png';
    await upload(
      Key,
      await sharp({ create: { width: 30, height: 20, channels: 4, background: 'red' } })
        .png()
        .toBuffer(),
    );
    await telar.executions('image-processing', 1);
    const [before, thumbnails] = [await telar.rows('images'), await keysIn(THUMBNAILS)];
    const Detail = JSON.stringify({ data: { bucket: ORIGINALS, key: Key } });
    const entry = { EventBusName: 'telar-dev', Source: 'telar.images', DetailType: 'Image Uploaded', Detail };
    await telar.events.send(new PutEventsCommand({ Entries: [entry, entry] }));
    const repeated = await telar.executions('image-processing', 2);
    expect(repeated.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(await keysIn(THUMBNAILS)).toEqual(thumbnails);
    const rows = await telar.rows('images');
    expect(rows.filter(({ originalKey }) => originalKey === Key)).toEqual(
      before.filter(({ originalKey }) => originalKey === Key),
    );
  });

  it('leaves logs with its correlation id, and metrics', async () => {
    await upload('logged.jpg', await turnedPhoto());
    await telar.executions('image-processing', 1);
    const row = (await telar.rows('images')).find(({ originalKey }) => originalKey === 'logged.jpg');
    const lines = await eventually(telar.cloud.trace, 'log lines with the correlation id', async () => {
      const { events = [] } = await telar.logs.send(
        new FilterLogEventsCommand({
          logGroupName: '/aws/lambda/telar-dev-images-resize',
          filterPattern: `"${row?.correlationId}"`,
        }),
      );
      return events.length > 0 ? events : undefined;
    });
    expect(JSON.parse(lines[0]?.message ?? '')).toMatchObject({ correlation_id: row?.correlationId });
    const invocations = await telar.cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Dimensions: [{ Name: 'FunctionName', Value: 'telar-dev-images-resize' }],
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 3_600,
        Statistics: ['Sum'],
      }),
    );
    const sum = invocations.Datapoints?.reduce((total, { Sum = 0 }) => total + Sum, 0);
    expect(sum).toBeGreaterThanOrEqual(2);
  });
});
