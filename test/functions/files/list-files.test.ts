import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type FileRow, fileIndexKeys } from '../../../functions/files/file-row.ts';
import { type ListFilesPorts, listFiles } from '../../../functions/files/list/list-files.ts';
import { listFilesRoute } from '../../../functions/files/list/route.ts';
import { type FilePorts, recordFile } from '../../../functions/files/record/record-file.ts';
import { Cursors } from '../../../functions/shared/http/cursor.ts';
import { InvalidRequest } from '../../../functions/shared/http/problem.ts';
import type { RequestOf } from '../../../functions/shared/http/request.ts';
import { DynamoLedger } from '../../../functions/shared/ledger/dynamo-ledger.ts';
import { type RunningDynamoDb, startDynamoDb } from '../../emulator/dynamodb/support.ts';

const BUCKETS = { originals: 'imagesOriginal', archive: 'logsArchive' };

describe('the list of files', () => {
  let dynamo: RunningDynamoDb;
  let gone = new Set<string>();
  beforeAll(async () => {
    dynamo = await startDynamoDb();
    await createTables(dynamo.client);
    for (let index = 0; index < 25; index += 1) await record(index % 5 === 0 ? 'archive' : 'originals', index);
    gone = new Set(['a/24.bin']);
    await record('originals', 24);
  });
  afterAll(() => dynamo.close());

  const record = (bucket: keyof typeof BUCKETS, index: number) => {
    const modifiedAt = `2026-03-01T10:00:${String(index).padStart(2, '0')}.000Z`;
    const ports: FilePorts = {
      ledger: new DynamoLedger<FileRow>(dynamo.client, {
        rows: 'files',
        key: 'fileId',
        indexKeys: fileIndexKeys,
        counters: 'stats',
        domain: 'files',
      }),
      look: async ({ key }) => (gone.has(key) ? undefined : { sizeBytes: 100 + index, modifiedAt, etag: '"e"' }),
      backOff: async () => {},
      newId: () => crypto.randomUUID(),
      now: () => new Date('2026-03-01T12:00:00Z'),
    };
    return recordFile({ bucket, holds: BUCKETS[bucket], key: `a/${index}.bin` }, ports);
  };
  const ports = (): ListFilesPorts => ({
    dynamo: dynamo.client,
    table: 'files',
    cursors: new Cursors('key'),
    link: async ({ bucket, key, saveAs }) => `https://${bucket}/${key}?as=${saveAs}`,
    now: () => new Date('2026-03-01T12:07:30Z'),
  });
  const asked = (query: Partial<RequestOf<typeof listFilesRoute>['query']>): RequestOf<typeof listFilesRoute> => ({
    parameters: {},
    query: { limit: 10, ...query },
    body: undefined,
    caller: { userId: 'ana', groups: ['admin'] },
    correlationId: 'c',
    requestId: 'r',
    idempotencyKey: undefined,
    method: 'GET',
    path: '/files',
  });

  it('has every file of all buckets once, newest first, page by page, without those that are gone', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await listFiles(asked({ cursor }), ports());
      expect(listFilesRoute.answer.body.parse(body)).toEqual(body);
      expect(body.count).toBe(body.files.length);
      seen.push(...body.files.map(({ key }) => key));
      cursor = body.next ?? undefined;
    } while (cursor !== undefined);

    expect(seen).toEqual(Array.from({ length: 24 }, (_, index) => `a/${23 - index}.bin`));
  });

  it('has, of one bucket, only that bucket, with links that save what they lead to', async () => {
    const { body } = await listFiles(asked({ bucket: 'archive', limit: 2 }), ports());

    expect(body.files).toEqual([
      {
        bucket: 'archive',
        key: 'a/20.bin',
        sizeBytes: 120,
        lastModified: '2026-03-01T10:00:20.000Z',
        url: 'https://archive/a/20.bin?as=20.bin',
      },
      expect.objectContaining({ key: 'a/15.bin' }),
    ]);
    expect(body.urlsExpireAt).toBe('2026-03-01T12:20:00.000Z');
  });

  it('refuses the cursor of another list', async () => {
    const { body } = await listFiles(asked({ limit: 2 }), ports());
    const cursor = body.next ?? '';

    await expect(listFiles(asked({ bucket: 'archive', cursor }), ports())).rejects.toThrow(InvalidRequest);
  });
});

async function createTables(dynamo: DynamoDBClient): Promise<void> {
  const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const });
  const keys = (hash: string, range?: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : []),
  ];
  const index = (IndexName: string, hash: string) => ({
    IndexName,
    KeySchema: keys(hash, 'modifiedAtId'),
    Projection: { ProjectionType: 'ALL' as const },
  });
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'files',
      AttributeDefinitions: ['fileId', 'listShard', 'bucketShard', 'modifiedAtId'].map(text),
      KeySchema: keys('fileId'),
      GlobalSecondaryIndexes: [index('newest', 'listShard'), index('by-bucket', 'bucketShard')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'stats',
      AttributeDefinitions: [text('counter')],
      KeySchema: keys('counter'),
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}
