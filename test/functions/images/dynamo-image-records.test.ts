import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoImageRecords } from '../../../functions/images/record/dynamo-image-records.ts';
import type { ImageRow } from '../../../functions/images/record/image-row.ts';
import { type Answer, startServer } from '../shared/support/recorded-server.ts';

const ROW: ImageRow = {
  imageId: '00ff00ff00ff00ff00ff00ff00ff00f6',
  status: 'completed',
  processedKey: 'processed/a',
  thumbnailKey: 'thumbnails/a',
  uploadedAt: '2026-03-01T09:00:00.000Z',
  processedAt: '2026-03-01T10:00:00.000Z',
  processedBy: 'execution-1',
  correlationId: 'c1',
  lastModified: '2026-03-01T10:00:00.000Z',
  sizeBytes: 700,
  width: undefined,
};
const COUNTED = { total: 1, successful: 1, failed: 0, bytes: 700 };

describe('images in DynamoDB', () => {
  const closers: (() => Promise<unknown>)[] = [];
  const recordsThatMeet = async ({ body = '{}', ...answer }: Answer) => {
    const server = await startServer({ headers: { 'content-type': 'application/x-amz-json-1.0' }, body, ...answer });
    const dynamo = new DynamoDBClient(server.client);
    closers.push(server.close, async () => dynamo.destroy());
    return { records: new DynamoImageRecords(dynamo, { images: 'images', stats: 'stats' }), requests: server.requests };
  };
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  test('are found by a consistent read', async () => {
    const item = {
      imageId: { S: 'a' },
      status: { S: 'error' },
      processedBy: { S: 'e' },
      lastModified: { S: 't' },
      errorCode: { S: 'X' },
    };
    const { records, requests } = await recordsThatMeet({ status: 200, body: JSON.stringify({ Item: item }) });

    expect(await records.find('a')).toEqual({ status: 'error', processedBy: 'e', lastModified: 't', errorCode: 'X' });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ TableName: 'images', ConsistentRead: true });
  });

  test('that nobody wrote are not found', async () => {
    const { records } = await recordsThatMeet({ status: 200 });
    expect(await records.find('a')).toBeUndefined();
  });

  test('are written and counted in one transaction, only when nobody wrote them before', async () => {
    const { records, requests } = await recordsThatMeet({ status: 200 });

    expect(await records.replace(undefined, ROW, COUNTED)).toBe(true);
    const [put, update] = JSON.parse(requests[0]?.body ?? '').TransactItems;
    expect(put.Put).toMatchObject({
      TableName: 'images',
      ConditionExpression: 'attribute_not_exists(imageId)',
      Item: {
        imageId: { S: ROW.imageId },
        sizeBytes: { N: '700' },
        listShard: { S: '2' },
        statusShard: { S: 'completed#2' },
        uploadedAtId: { S: `2026-03-01T09:00:00.000Z#${ROW.imageId}` },
      },
    });
    expect(put.Put.Item).not.toHaveProperty('width');
    expect(update.Update).toMatchObject({
      TableName: 'stats',
      Key: { counter: { S: 'images#6' } },
      ExpressionAttributeValues: { ':total': { N: '1' }, ':bytes': { N: '700' } },
    });
  });

  test('are replaced only as long as nobody else did it', async () => {
    const { records, requests } = await recordsThatMeet({ status: 200 });
    await records.replace({ status: 'error', processedBy: 'e0', lastModified: 't0' }, ROW, COUNTED);

    expect(JSON.parse(requests[0]?.body ?? '').TransactItems[0].Put).toMatchObject({
      ConditionExpression: 'lastModified = :lastModified AND processedBy = :processedBy',
      ExpressionAttributeValues: { ':lastModified': { S: 't0' }, ':processedBy': { S: 'e0' } },
    });
  });

  test.each([
    ['another has written the row', ['ConditionalCheckFailed', 'None']],
    ['another is at the row', ['TransactionConflict', 'None']],
    ['another is at the counter', ['None', 'TransactionConflict']],
  ])('are looked at again when %s', async (_, codes) => {
    const { records } = await recordsThatMeet(cancelled(codes));
    expect(await records.replace(undefined, ROW, COUNTED)).toBe(false);
  });

  test('that DynamoDB refuses for another reason are an error', async () => {
    const { records } = await recordsThatMeet(cancelled(['None', 'ValidationError']));
    await expect(records.replace(undefined, ROW, COUNTED)).rejects.toThrow(/ValidationError/);
  });
});

function cancelled(codes: string[]): Answer {
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`;
  const reasons = codes.map((Code) => ({ Code }));
  return {
    status: 400,
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: message,
      CancellationReasons: reasons,
    }),
  };
}
