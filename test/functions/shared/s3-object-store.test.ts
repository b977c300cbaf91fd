import { text } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { ObjectNotFoundError } from '../../../functions/shared/object-store.ts';
import { S3ObjectStore } from '../../../functions/shared/s3-object-store.ts';
import { startServer } from '../support/recorded-server.ts';

const OBJECT = { bucket: 'originals', key: 'mis fotos/niño 🐱.jpg', versionId: 'v1' };

describe('objects in S3', () => {
  const closers: (() => Promise<unknown>)[] = [];
  const storeThatMeets = async (answer: Parameters<typeof startServer>[0]) => {
    const server = await startServer(answer);
    const s3 = new S3Client({ ...server.client, forcePathStyle: true });
    closers.push(server.close, async () => s3.destroy());
    return { store: new S3ObjectStore(s3), requests: server.requests };
  };
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  test('are described by a HEAD', async () => {
    const { store, requests } = await storeThatMeets({
      status: 200,
      headers: {
        etag: '"e"',
        'content-length': '7',
        'last-modified': 'Sun, 01 Mar 2026 10:00:00 GMT',
        'x-amz-version-id': 'v1',
        'x-amz-meta-actor': 'ana',
      },
    });

    expect(await store.describe(OBJECT)).toEqual({
      metadata: { actor: 'ana' },
      versionId: 'v1',
      etag: '"e"',
      sizeBytes: 7,
      lastModified: new Date('2026-03-01T10:00:00Z'),
    });
    expect(requests).toMatchObject([
      { method: 'HEAD', url: '/originals/mis%20fotos/ni%C3%B1o%20%F0%9F%90%B1.jpg?versionId=v1' },
    ]);
  });

  test('are read as a stream, from the beginning as far as wanted', async () => {
    const { store, requests } = await storeThatMeets({ status: 206, body: 'hello' });

    expect(await text(await store.read(OBJECT, 5))).toBe('hello');
    expect(requests).toMatchObject([{ method: 'GET', headers: { range: 'bytes=0-4' } }]);
  });

  test('are described and begun to be read by one call', async () => {
    const { store, requests } = await storeThatMeets({
      status: 206,
      headers: { etag: '"e"', 'content-range': 'bytes 0-4/700', 'last-modified': 'Sun, 01 Mar 2026 10:00:00 GMT' },
      body: 'hello',
    });

    const { facts, head } = await store.open(OBJECT, 5);

    expect(facts).toMatchObject({ etag: '"e"', sizeBytes: 700, lastModified: new Date('2026-03-01T10:00:00Z') });
    expect(await text(head)).toBe('hello');
    expect(requests).toMatchObject([{ method: 'GET', headers: { range: 'bytes=0-4' } }]);
  });

  test('that are empty, and so have no beginning, are opened too', async () => {
    const described = { etag: '"e"', 'content-length': '0', 'last-modified': 'Sun, 01 Mar 2026 10:00:00 GMT' };
    const { store } = await storeThatMeets((method) =>
      method === 'HEAD'
        ? { status: 200, headers: described }
        : { status: 416, body: '<Error><Code>InvalidRange</Code><Message>not satisfiable</Message></Error>' },
    );

    const { facts, head } = await store.open(OBJECT, 5);

    expect(facts).toMatchObject({ sizeBytes: 0 });
    expect(await text(head)).toBe('');
  });

  test.each([404, 405])('that are not there are told apart from failures: status %d', async (status) => {
    const { store } = await storeThatMeets({ status });

    await expect(store.describe(OBJECT)).rejects.toThrow(ObjectNotFoundError);
  });

  test.each([403, 500, 503])('that S3 does not give, with status %d, are not taken for missing', async (status) => {
    const { store } = await storeThatMeets({ status });

    await expect(store.describe(OBJECT)).rejects.not.toThrow(ObjectNotFoundError);
  });

  test('are written with their type and metadata', async () => {
    const { store, requests } = await storeThatMeets({ status: 200 });
    await store.write({
      ...OBJECT,
      body: Buffer.from('bytes'),
      contentType: 'image/webp',
      cacheControl: 'private',
      metadata: { 'image-id': 'ab12' },
    });

    expect(requests).toMatchObject([
      {
        method: 'PUT',
        headers: { 'content-type': 'image/webp', 'cache-control': 'private', 'x-amz-meta-image-id': 'ab12' },
      },
    ]);
    expect(requests[0]?.body).toContain('bytes');
  });
});
