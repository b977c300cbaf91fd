import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex');

describe('objects', () => {
  let cloud: S3UnderTest;
  let Bucket: string;
  beforeAll(async () => {
    cloud = await startS3();
    Bucket = await cloud.bucket();
  });
  afterAll(async () => {
    expect(cloud.faults).toEqual([]);
    await cloud.close();
  });

  it('come back byte for byte with their headers and metadata', async () => {
    const put = await cloud.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a.txt',
        Body: 'hello',
        ContentType: 'text/plain',
        CacheControl: 'max-age=60',
        ContentDisposition: 'attachment',
        ContentEncoding: 'identity',
        ContentLanguage: 'en',
        Expires: new Date('2030-01-01T00:00:00Z'),
        Metadata: { Author: 'me', 'two-words': 'a b' },
        Tagging: 'a=1&b=2',
      }),
    );
    expect(put).toMatchObject({
      ETag: `"${md5('hello')}"`,
      ServerSideEncryption: 'AES256',
      ChecksumType: 'FULL_OBJECT',
    });
    expect(put.ChecksumCRC32).toBe('NhCmhg==');
    expect(put.VersionId).toBeUndefined();
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'a.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/plain',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment',
      ContentEncoding: 'identity',
      ContentLanguage: 'en',
      ETag: `"${md5('hello')}"`,
      AcceptRanges: 'bytes',
      Metadata: { author: 'me', 'two-words': 'a b' },
      TagCount: 2,
      ChecksumCRC32: 'NhCmhg==',
    });
    expect(got.$metadata.httpStatusCode).toBe(200);
  });

  it.each(['mis fotos/niño 1.jpg', 'emoji 📷.png', 'a+b&c=d?e#f%20g', "it's (1)!*~", '../up/./here//x', 'a/b/'])(
    'keep the key %j',
    async (Key) => {
      await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key }));
      expect(await got.Body?.transformToString()).toBe(Key);
    },
  );

  it('of many megabytes stream in and out', async () => {
    const bytes = randomBytes(3 * 1024 * 1024 + 7);
    const chunks = Array.from({ length: 50 }, (_, index) => bytes.subarray(index * 70_000, (index + 1) * 70_000));
    await cloud.s3.send(
      new PutObjectCommand({ Bucket, Key: 'big', Body: Readable.from(chunks), ContentLength: bytes.length }),
    );
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'big' }));
    expect(md5((await got.Body?.transformToByteArray()) ?? '')).toBe(md5(bytes));
    expect(got.ETag).toBe(`"${md5(bytes)}"`);
  });

  it.each([
    ['bytes=0-1', 'ab', 'bytes 0-1/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-3', 'hij', 'bytes 7-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
  ])('answer the range %s with 206 and just these bytes', async (Range, expected, ContentRange) => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'ten', Body: 'abcdefghij' }));
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'ten', Range }));
    expect(await got.Body?.transformToString()).toBe(expected);
    expect(got).toMatchObject({ ContentRange, ContentLength: expected.length });
    expect(got.$metadata.httpStatusCode).toBe(206);
  });

  it('ignore a range that makes no sense and refuse one beyond the end', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'ten', Body: 'abcdefghij' }));
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'ten', Range: 'bytes=5-2' }));
    expect(got.$metadata.httpStatusCode).toBe(200);
    expect(
      await refusal(cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'ten', Range: 'bytes=10-' }))),
    ).toMatchObject({
      name: 'InvalidRange',
      status: 416,
    });
  });

  it('are read under conditions', async () => {
    const { ETag = '' } = await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'c', Body: 'c' }));
    const get = (more: object) => cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'c', ...more }));
    expect((await get({ IfMatch: ETag })).ETag).toBe(ETag);
    expect(await refusal(get({ IfMatch: '"other"' }))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    expect(await refusal(get({ IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
    expect(await refusal(get({ IfModifiedSince: new Date(Date.now() + 60_000) }))).toMatchObject({ status: 304 });
    expect(await refusal(get({ IfUnmodifiedSince: new Date(0) }))).toMatchObject({ status: 412 });
    expect(await refusal(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'c', IfNoneMatch: ETag })))).toMatchObject({
      status: 304,
    });
  });

  it('are written under conditions', async () => {
    const put = (more: object) => cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: 'x', ...more }));
    expect(await refusal(put({ IfMatch: '"abc"' }))).toMatchObject({ name: 'NoSuchKey', status: 404 });
    const { ETag } = await put({ IfNoneMatch: '*' });
    expect(await refusal(put({ IfNoneMatch: '*' }))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    expect(await refusal(put({ IfMatch: '"abc"' }))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    await put({ IfMatch: ETag });
  });

  it('that are missing answer NoSuchKey, and NotFound to HEAD', async () => {
    expect(await refusal(cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'nope' })))).toEqual({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      status: 404,
    });
    expect(await refusal(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'nope' })))).toMatchObject({
      name: 'NotFound',
      status: 404,
    });
    expect(await refusal(cloud.s3.send(new GetObjectCommand({ Bucket: 'no-such-bucket', Key: 'a' })))).toMatchObject({
      name: 'NoSuchBucket',
      status: 404,
    });
  });

  it('have keys of at most 1,024 bytes', async () => {
    const Key = 'é'.repeat(512);
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    expect(await refusal(cloud.s3.send(new PutObjectCommand({ Bucket, Key: `${Key}x`, Body: 'x' })))).toMatchObject({
      name: 'KeyTooLongError',
      status: 400,
    });
  });

  it('have at most 2 KB of metadata', async () => {
    const Metadata = { a: 'x'.repeat(2_048) };
    expect(await refusal(cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'm', Body: 'x', Metadata })))).toMatchObject(
      {
        name: 'MetadataTooLarge',
      },
    );
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'are verified by %s, in a header and in a trailer',
    async (ChecksumAlgorithm) => {
      const Key = ChecksumAlgorithm;
      const put = await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ChecksumAlgorithm }));
      const Body = Readable.from([Buffer.from('hel'), Buffer.from('lo')]);
      const streamed = await cloud.s3.send(
        new PutObjectCommand({ Bucket, Key, Body, ContentLength: 5, ChecksumAlgorithm }),
      );
      const member = `Checksum${ChecksumAlgorithm}` as const;
      expect(streamed[member]).toBe(put[member]);
      expect(put[member]).toBeDefined();
      const wrong = new PutObjectCommand({ Bucket, Key, Body: 'hullo', [member]: put[member] });
      expect(await refusal(cloud.s3.send(wrong))).toMatchObject({
        name: 'BadDigest',
        message: `The ${ChecksumAlgorithm} you specified did not match the calculated checksum.`,
      });
    },
  );

  it('are verified by Content-MD5', async () => {
    const ContentMD5 = createHash('md5').update('hello').digest('base64');
    const put = (Body: string, given: string) =>
      cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'md5', Body, ContentMD5: given }));
    await put('hello', ContentMD5);
    expect(await refusal(put('hullo', ContentMD5))).toMatchObject({ name: 'BadDigest' });
    expect(await refusal(put('hello', 'abc'))).toMatchObject({ name: 'InvalidDigest' });
  });

  it('show their attributes', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'attr', Body: 'hello' }));
    const attributes = await cloud.s3.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: 'attr',
        ObjectAttributes: ['ETag', 'Checksum', 'ObjectSize', 'StorageClass'],
      }),
    );
    expect(attributes).toMatchObject({
      ETag: md5('hello'),
      ObjectSize: 5,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumCRC32: 'NhCmhg==', ChecksumType: 'FULL_OBJECT' },
    });
  });

  it('are copied with their metadata, or with new metadata', async () => {
    const Key = 'mis fotos/señal ✓.txt';
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: 'hello',
        ContentType: 'text/plain',
        Metadata: { a: '1' },
        Tagging: 't=1',
      }),
    );
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
    const copied = await cloud.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect(copied.CopyObjectResult?.ETag).toBe(`"${md5('hello')}"`);
    const copy = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
    expect(copy).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' }, TagCount: 1 });
    await cloud.s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'copy',
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
        TaggingDirective: 'REPLACE',
      }),
    );
    const replaced = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
    expect(replaced).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { b: '2' } });
    expect(await replaced.Body?.transformToString()).toBe('hello');
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    const still = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
    expect(await still.Body?.transformToString()).toBe('hello');
  });

  it('are not copied onto themselves without a change', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'self', Body: 'hello' }));
    const copy = (more: object) =>
      cloud.s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `/${Bucket}/self`, ...more }));
    expect(await refusal(copy({}))).toMatchObject({ name: 'InvalidRequest' });
    await copy({ MetadataDirective: 'REPLACE', Metadata: { now: 'changed' } });
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'self' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got.Metadata).toEqual({ now: 'changed' });
  });

  it('are deleted one by one and many at once, also when they are not there', async () => {
    for (const Key of ['d1', 'd2', 'd3']) await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'd1' }));
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'd1' }));
    const Objects = ['d1', 'd2', 'd3'].map((Key) => ({ Key }));
    const { Deleted, Errors } = await cloud.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    expect(Errors).toBeUndefined();
    expect(await refusal(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'd2' })))).toMatchObject({ status: 404 });
  });

  it('refuse by name what the emulator does not have', async () => {
    const put = (more: object) => cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'n', Body: 'n', ...more }));
    expect(await refusal(put({ ACL: 'public-read' }))).toMatchObject({ name: 'AccessControlListNotSupported' });
    expect(
      await refusal(put({ SSECustomerAlgorithm: 'AES256', SSECustomerKey: randomBytes(32).toString('base64') })),
    ).toMatchObject({
      name: 'NotImplemented',
      status: 501,
    });
    expect(await refusal(put({ StorageClass: 'COLD' }))).toMatchObject({ name: 'InvalidStorageClass' });
  });
});
