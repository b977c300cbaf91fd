import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

const KEYS = ['a', 'a/1', 'a/2', 'a/b/1', 'b', 'c/1', 'c/2', 'é', '日本', '😀'];

describe('lists of objects', () => {
  let cloud: S3UnderTest;
  let Bucket: string;
  beforeAll(async () => {
    cloud = await startS3();
    Bucket = await cloud.bucket();
    for (const Key of [...KEYS].reverse()) await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  });
  afterAll(async () => {
    expect(cloud.faults).toEqual([]);
    await cloud.close();
  });

  const list = async (input: Partial<ListObjectsV2CommandInput> = {}) => {
    const page = await cloud.s3.send(new ListObjectsV2Command({ Bucket, ...input }));
    return {
      keys: (page.Contents ?? []).map(({ Key }) => Key),
      prefixes: (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      page,
    };
  };

  it('are in the order of UTF-8 bytes', async () => {
    const { keys, page } = await list();
    expect(keys).toEqual(KEYS);
    expect(page).toMatchObject({ KeyCount: 10, MaxKeys: 1_000, IsTruncated: false, Name: Bucket });
    expect(page.Contents?.[0]).toMatchObject({ Size: 1, StorageClass: 'STANDARD', ChecksumAlgorithm: ['CRC32'] });
  });

  it('are limited to a prefix', async () => {
    expect((await list({ Prefix: 'a/' })).keys).toEqual(['a/1', 'a/2', 'a/b/1']);
    expect((await list({ Prefix: 'nothing' })).keys).toEqual([]);
    expect((await list({ Prefix: '😀' })).keys).toEqual(['😀']);
  });

  it('roll keys up behind a delimiter', async () => {
    expect(await list({ Delimiter: '/' })).toMatchObject({
      keys: ['a', 'b', 'é', '日本', '😀'],
      prefixes: ['a/', 'c/'],
    });
    expect(await list({ Delimiter: '/', Prefix: 'a/' })).toMatchObject({ keys: ['a/1', 'a/2'], prefixes: ['a/b/'] });
  });

  it.each([1, 2, 3, 7])('in pages of %d are the same list', async (pageSize) => {
    const found: (string | undefined)[] = [];
    const pages = paginateListObjectsV2({ client: cloud.s3, pageSize }, { Bucket, Delimiter: '/' });
    for await (const page of pages) {
      expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
      found.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
    }
    expect(found.sort()).toEqual(['a', 'a/', 'b', 'c/', 'é', '日本', '😀'].sort());
  });

  it('begin after a key', async () => {
    expect((await list({ StartAfter: 'a/2' })).keys).toEqual(KEYS.slice(3));
    expect((await list({ StartAfter: 'a/2', Delimiter: '/' })).prefixes).toEqual(['c/']);
  });

  it('are of one page at most 1,000 keys long, and empty for no keys', async () => {
    expect((await list({ MaxKeys: 5_000 })).page.MaxKeys).toBe(1_000);
    expect((await list({ MaxKeys: 0 })).page).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(await refusal(list({ MaxKeys: -1 }))).toMatchObject({ name: 'InvalidArgument' });
    expect(await refusal(list({ ContinuationToken: 'nonsense' }))).toMatchObject({ name: 'InvalidArgument' });
  });

  it('write keys URL-encoded when asked to', async () => {
    expect((await list({ Prefix: '日', EncodingType: 'url' })).keys).toEqual(['%E6%97%A5%E6%9C%AC']);
  });

  it('have markers in version 1', async () => {
    const first = await cloud.s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'a/' });
    const next = await cloud.s3.send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, Marker: first.NextMarker }),
    );
    expect(next).toMatchObject({ NextMarker: 'c/', CommonPrefixes: [{ Prefix: 'c/' }] });
    expect(next.Contents?.map(({ Key }) => Key)).toEqual(['b']);
    const plain = await cloud.s3.send(new ListObjectsCommand({ Bucket, Marker: 'c/1' }));
    expect(plain.Contents?.map(({ Key }) => Key)).toEqual(KEYS.slice(6));
  });
});
