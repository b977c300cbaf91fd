import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoLedger } from '../../../../functions/shared/ledger/dynamo-ledger.ts';
import type { LedgerRow } from '../../../../functions/shared/ledger/ledger.ts';
import { type Answer, startServer } from '../../support/recorded-server.ts';

interface Row extends LedgerRow {
  readonly imageId: string;
  readonly sizeBytes?: number | undefined;
  readonly width?: number | undefined;
}

const ID = '00ff00ff00ff00ff00ff00ff00ff00f6';
const COUNTED = { total: 1, bytes: 700 };
const ROW: Row = {
  imageId: ID,
  status: 'completed',
  processedBy: 'execution-1',
  lastModified: '2026-03-01T10:00:00.000Z',
  counted: COUNTED,
  sizeBytes: 700,
  width: undefined,
};

describe('rows and counters in DynamoDB', () => {
  const closers: (() => Promise<unknown>)[] = [];
  const ledgerThatMeets = async ({ body = '{}', ...answer }: Answer) => {
    const server = await startServer({ headers: { 'content-type': 'application/x-amz-json-1.0' }, body, ...answer });
    const dynamo = new DynamoDBClient(server.client);
    closers.push(server.close, async () => dynamo.destroy());
    const ledger = new DynamoLedger<Row>(dynamo, {
      rows: 'images',
      key: 'imageId',
      indexKeys: ({ status, imageId }) => ({ statusId: `${status}#${imageId}` }),
      counters: 'stats',
      domain: 'images',
    });
    return { ledger, requests: server.requests };
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
    const { ledger, requests } = await ledgerThatMeets({ status: 200, body: JSON.stringify({ Item: item }) });

    expect(await ledger.find('a')).toEqual({
      status: 'error',
      processedBy: 'e',
      lastModified: 't',
      errorCode: 'X',
      counted: {},
    });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ TableName: 'images', ConsistentRead: true });
  });

  test('that nobody wrote are not found', async () => {
    const { ledger } = await ledgerThatMeets({ status: 200 });
    expect(await ledger.find('a')).toBeUndefined();
  });

  test('are written and counted in one transaction, only when nobody wrote them before', async () => {
    const { ledger, requests } = await ledgerThatMeets({ status: 200 });

    expect(await ledger.replace(ID, undefined, ROW, COUNTED)).toBe(true);
    const [put, update] = JSON.parse(requests[0]?.body ?? '').TransactItems;
    expect(put.Put).toMatchObject({
      TableName: 'images',
      ConditionExpression: 'attribute_not_exists(imageId)',
      Item: {
        imageId: { S: ID },
        sizeBytes: { N: '700' },
        statusId: { S: `completed#${ID}` },
        counted: { M: { total: { N: '1' }, bytes: { N: '700' } } },
      },
    });
    expect(put.Put.Item).not.toHaveProperty('width');
    expect(update.Update).toMatchObject({
      TableName: 'stats',
      Key: { counter: { S: 'images#6' } },
      UpdateExpression: 'ADD #total :total, #bytes :bytes',
      ExpressionAttributeValues: { ':total': { N: '1' }, ':bytes': { N: '700' } },
    });
  });

  test('leave the counters alone when there is nothing to count', async () => {
    const { ledger, requests } = await ledgerThatMeets({ status: 200 });
    await ledger.replace(ID, undefined, ROW, {});

    expect(JSON.parse(requests[0]?.body ?? '').TransactItems).toHaveLength(1);
  });

  test('are replaced only as long as nobody else did it', async () => {
    const { ledger, requests } = await ledgerThatMeets({ status: 200 });
    await ledger.replace(ID, { status: 'error', processedBy: 'e0', lastModified: 't0', counted: {} }, ROW, COUNTED);

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
    const { ledger } = await ledgerThatMeets(cancelled(codes));
    expect(await ledger.replace(ID, undefined, ROW, COUNTED)).toBe(false);
  });

  test('that DynamoDB refuses for another reason are an error', async () => {
    const { ledger } = await ledgerThatMeets(cancelled(['None', 'ValidationError']));
    await expect(ledger.replace(ID, undefined, ROW, COUNTED)).rejects.toThrow(/ValidationError/);
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
