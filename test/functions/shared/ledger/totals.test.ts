import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CountersNotReadError, readTotals } from '../../../../functions/shared/ledger/totals.ts';
import { startServer } from '../../support/recorded-server.ts';

describe('the totals of counters', () => {
  const closers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  const answering = async (body: object) => {
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    const server = await startServer({ status: 200, headers, body: JSON.stringify(body) });
    const dynamo = new DynamoDBClient(server.client);
    closers.push(server.close, async () => dynamo.destroy());
    return { dynamo, requests: server.requests };
  };

  it('are sums over the shards of a domain, read in one request', async () => {
    const stats = [
      { counter: { S: 'images#0' }, total: { N: '2' }, epoch: { N: '5' } },
      { counter: { S: 'images#f' }, total: { N: '3' }, bytes: { N: '700' } },
      { counter: { S: 'logs#0' }, total: { N: '40' } },
    ];
    const { dynamo, requests } = await answering({ Responses: { stats } });
    const totals = await readTotals(dynamo, 'stats', ['images', 'logs', 'files']);

    expect([totals('images')('total'), totals('images')('bytes')]).toEqual([5, 700]);
    expect([totals('logs')('total'), totals('logs')('bytes'), totals('files')('total')]).toEqual([40, 0, 0]);
    expect(requests).toHaveLength(1);
    expect(JSON.parse(requests[0]?.body ?? '').RequestItems.stats.Keys).toHaveLength(48);
  });

  it('are no sums of some counters only: what is not given in the end is an error', async () => {
    const left = { stats: { Keys: [{ counter: { S: 'images#0' } }] } };
    const { dynamo, requests } = await answering({ Responses: { stats: [] }, UnprocessedKeys: left });

    await expect(readTotals(dynamo, 'stats', ['images'], async () => {})).rejects.toThrow(CountersNotReadError);
    expect(JSON.parse(requests.at(-1)?.body ?? '').RequestItems).toEqual(left);
  });
});
