import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { listImages } from '../../../functions/images/list/list-images.ts';
import { listImagesRoute } from '../../../functions/images/list/route.ts';
import { type ImageOutcome, type ImageRow, imageIndexKeys } from '../../../functions/images/record/image-row.ts';
import { recordImage } from '../../../functions/images/record/record-image.ts';
import { Cursors } from '../../../functions/shared/http/cursor.ts';
import { DynamoLedger } from '../../../functions/shared/ledger/dynamo-ledger.ts';
import { type RunningDynamoDb, startDynamoDb } from '../../emulator/dynamodb/support.ts';

describe('the list of images', () => {
  let dynamo: RunningDynamoDb;
  beforeAll(async () => {
    dynamo = await startDynamoDb();
    await createTables(dynamo.client);
    await record('dddd', {
      status: 'completed',
      processedKey: 'processed/dddd-a.jpg',
      thumbnailKey: 'thumbnails/dddd-thumb-a.jpg',
    });
    await record('eeee', { status: 'error', errorCode: 'NotAnImage', errorMessage: 'no decoder can read it' });
  });
  afterAll(() => dynamo.close());

  const record = (imageId: string, outcome: ImageOutcome) =>
    recordImage(
      {
        imageId,
        original: { originalBucket: 'originals', originalKey: 'uploads/1/a.jpg' },
        uploadedAt: '2026-03-01T10:00:00.000Z',
        outcome,
        processedBy: 'execution',
        correlationId: 'c',
      },
      {
        ledger: new DynamoLedger<ImageRow>(dynamo.client, {
          rows: 'images',
          key: 'imageId',
          indexKeys: imageIndexKeys,
          counters: 'stats',
          domain: 'images',
        }),
        now: () => new Date('2026-03-01T10:00:01Z'),
      },
    );
  const listAt = (now: string) =>
    listImages(
      {
        parameters: {},
        query: { limit: 10 },
        body: undefined,
        caller: { userId: 'ana', groups: [] },
        correlationId: 'c',
        requestId: 'r',
        idempotencyKey: undefined,
        method: 'GET',
        path: '/images',
      },
      {
        dynamo: dynamo.client,
        table: 'images',
        cursors: new Cursors('key'),
        thumbnailsBucket: 'thumbnails-bucket',
        link: async ({ bucket, key, signedAt }) => `https://${bucket}/${key}?from=${signedAt.toISOString()}`,
        now: () => new Date(now),
      },
    );

  it('has a link to the thumbnail of each image that has one, and says until when it works', async () => {
    const { body } = await listAt('2026-03-01T12:07:30Z');

    expect(listImagesRoute.answer.body.parse(body)).toEqual(body);
    expect(Object.fromEntries(body.images.map(({ id, links }) => [id, links.thumbnail]))).toEqual({
      dddd: 'https://thumbnails-bucket/thumbnails/dddd-thumb-a.jpg?from=2026-03-01T12:05:00.000Z',
      eeee: null,
    });
    expect(body.linksExpireAt).toBe('2026-03-01T12:20:00.000Z');
  });

  it('stays the same, so that its ETag does, for five minutes, and gets new links long before the old ones expire', async () => {
    const { body } = await listAt('2026-03-01T12:07:30Z');

    expect((await listAt('2026-03-01T12:09:59Z')).body).toEqual(body);
    expect((await listAt('2026-03-01T12:10:00Z')).body).not.toEqual(body);
  });
});

async function createTables(dynamo: DynamoDBClient): Promise<void> {
  const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const });
  const key = (name: string, type: 'HASH' | 'RANGE' = 'HASH') => ({ AttributeName: name, KeyType: type });
  const index = (IndexName: string, shard: string) => ({
    IndexName,
    KeySchema: [key(shard), key('uploadedAtId', 'RANGE')],
    Projection: { ProjectionType: 'ALL' as const },
  });
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'images',
      AttributeDefinitions: ['imageId', 'listShard', 'statusShard', 'uploadedAtId'].map(text),
      KeySchema: [key('imageId')],
      GlobalSecondaryIndexes: [index('newest', 'listShard'), index('by-status', 'statusShard')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'stats',
      AttributeDefinitions: [text('counter')],
      KeySchema: [key('counter')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}
