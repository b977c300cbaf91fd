import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { DynamoLogIndex } from '../../../functions/logs/index/dynamo-log-index.ts';
import { logRow } from '../../../functions/logs/index/log-row.ts';
import { type Answer, startServer } from '../support/recorded-server.ts';
import { logs } from './support/logs.ts';

const ROWS = logs(2).map((log, position) => logRow(log, { batchId: 'ab12', position, expiresAt: 1 }));

describe('the index in DynamoDB', () => {
  const closers: (() => Promise<unknown>)[] = [];
  const indexThatMeets = async (answer: Answer) => {
    const server = await startServer({ headers: { 'content-type': 'application/x-amz-json-1.0' }, ...answer });
    const dynamo = new DynamoDBClient(server.client);
    closers.push(server.close, async () => dynamo.destroy());
    return { index: new DynamoLogIndex(dynamo, 'log-index'), requests: server.requests };
  };
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  test('takes many rows at once', async () => {
    const { index, requests } = await indexThatMeets({ status: 200, body: '{"UnprocessedItems":{}}' });

    expect(await index.write(ROWS)).toEqual([]);
    expect(JSON.parse(requests[0]?.body ?? '').RequestItems['log-index']).toHaveLength(2);
  });

  test('gives back what it did not take', async () => {
    const UnprocessedItems = { 'log-index': [{ PutRequest: { Item: marshall(ROWS[1]) } }] };
    const { index } = await indexThatMeets({ status: 200, body: JSON.stringify({ UnprocessedItems }) });

    expect(await index.write(ROWS)).toEqual([ROWS[1]]);
  });

  test.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'gives back all of them when it answers %s',
    async (code) => {
      const { index } = await indexThatMeets({
        status: 400,
        body: JSON.stringify({ __type: `com.amazonaws#${code}` }),
      });
      expect(await index.write(ROWS)).toEqual(ROWS);
    },
  );

  test('is asked again by nobody when the request is wrong', async () => {
    const { index } = await indexThatMeets({ status: 400, body: '{"__type":"com.amazonaws#ValidationException"}' });
    await expect(index.write(ROWS)).rejects.toThrow(/ValidationException|Unknown/);
  });
});
