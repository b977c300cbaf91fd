import { type GetBatchPorts, getBatch } from '../../../functions/logs/batch/get-batch.ts';
import { getBatchRoute } from '../../../functions/logs/batch/route.ts';
import type { LinkTo } from '../../../functions/shared/object-link.ts';
import { requestOf } from '../http/support.ts';

const ID = 'a'.repeat(32);

describe('a batch of logs', () => {
  const linked: LinkTo[] = [];
  const ports = (row: Record<string, unknown> | undefined): GetBatchPorts => ({
    batches: { read: async () => row },
    bucket: 'archive',
    async link(to) {
      linked.push(to);
      return `https://archive.example/${to.key}`;
    },
    now: () => new Date('2026-03-01T10:03:00Z'),
  });
  const read = async (row: Record<string, unknown> | undefined) => {
    const { body } = await getBatch(
      { ...requestOf({ parameters: { id: ID } }), query: {}, body: undefined },
      ports(row),
    );
    expect(getBatchRoute.answer.body.parse(body)).toEqual(body);
    return body;
  };
  const received = { batchId: ID, receivedAt: '2026-03-01T10:00:00.000Z' };

  it('has a link to its archive, which saves what is inside the gzip', async () => {
    const key = `logs/2026/03/01/10/${ID}.json.gz`;
    const body = await read({ ...received, status: 'completed', count: 2, levels: { INFO: 2 }, archiveKey: key });
    expect(body).toMatchObject({
      count: 2,
      links: { archive: `https://archive.example/${key}` },
      linksExpireAt: '2026-03-01T10:15:00.000Z',
    });
    expect(linked).toMatchObject([{ bucket: 'archive', key, saveAs: `logs-${ID}.ndjson`, secondsValid: 900 }]);
  });

  it('that was rejected has none, and says why', async () => {
    const row = {
      ...received,
      status: 'rejected',
      setAsideCount: 3,
      errorCode: 'NoLogs',
      errorMessage: 'there are none',
    };
    expect(await read(row)).toMatchObject({
      status: 'rejected',
      setAside: 3,
      reason: { code: 'NoLogs', message: 'there are none' },
      links: { archive: null },
    });
  });

  it('that nobody has heard of is not found', async () => {
    await expect(read(undefined)).rejects.toThrow('or not yet');
  });
});
