import { gunzipSync } from 'node:zlib';
import { archiveBatch } from '../../../functions/logs/archive/archive-batch.ts';
import type { SetAside } from '../../../functions/logs/log.ts';
import { MemoryObjectStore } from '../support/memory-object-store.ts';
import { logs, RECEIVED_AT } from './support/logs.ts';

const LONG = 'y'.repeat(5_000);
const UNUSABLE: SetAside = { position: 2, reason: { code: 'NotALog', message: 'a log is an object' }, entry: 'x' };

async function archive(setAside: SetAside[] = []) {
  const objects = new MemoryObjectStore();
  const batch = [...logs(1), ...logs(1).map((log) => ({ ...log, message: LONG, attributes: { orderId: 7 } }))];
  const archived = await archiveBatch(
    { batchId: 'ab12', receivedAt: RECEIVED_AT, batch: { value: { logs: batch, setAside } } },
    { objects, bucket: 'archive', now: () => new Date('2026-03-01T10:00:05.000Z') },
  );
  return { archived, written: objects.written };
}

const linesOf = (body: Buffer | undefined) =>
  gunzipSync(body ?? '')
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('archiving a batch', () => {
  test('puts it under the hour in which it came in, and says in metadata what it is', async () => {
    const { archived, written } = await archive();

    expect(archived).toEqual({
      location: { bucket: 'archive', key: 'logs/2026/03/01/10/ab12.json.gz' },
      sizeBytes: written[0]?.body.length,
    });
    expect(written).toMatchObject([
      {
        key: 'logs/2026/03/01/10/ab12.json.gz',
        contentType: 'application/x-ndjson',
        contentEncoding: 'gzip',
        metadata: { 'log-count': '2', 'batch-id': 'ab12', 'processed-at': '2026-03-01T10:00:05.000Z' },
      },
    ]);
  });

  test('writes one log a line, whole, in the words in which logs are submitted', async () => {
    const { written } = await archive();

    expect(linesOf(written[0]?.body)).toEqual([
      {
        timestamp: RECEIVED_AT,
        level: 'WARNING',
        service: 'orders',
        user_id: 'ana',
        message: 'message 0',
        log_id: 'ab12-000000',
        batch_id: 'ab12',
      },
      expect.objectContaining({ message: LONG, attributes: { orderId: 7 } }),
    ]);
  });

  test('keeps beside it what was set aside, with the reasons', async () => {
    const { archived, written } = await archive([UNUSABLE]);

    expect(archived.setAside).toEqual({ bucket: 'archive', key: 'set-aside/2026/03/01/10/ab12.json.gz' });
    expect(linesOf(written[1]?.body)).toEqual([UNUSABLE]);
  });

  test('writes the same bytes to the same key when it is repeated', async () => {
    const [once, again] = [await archive([UNUSABLE]), await archive([UNUSABLE])];
    expect(again.written).toEqual(once.written);
  });
});
