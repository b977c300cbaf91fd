import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { ALGORITHMS } from '../../../emulator/services/s3/checksums/algorithms.ts';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

const MIB = 1024 * 1024;
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();

describe('multipart uploads', () => {
  const first = randomBytes(5 * MIB);
  const second = randomBytes(5 * MIB + 1);
  const last = Buffer.from('the end');
  const whole = Buffer.concat([first, second, last]);
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

  const create = async (Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}) =>
    (await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId ?? '';
  const upload = async (Key: string, UploadId: string, parts: ReadonlyMap<number, Buffer>) => {
    const done = [];
    for (const [PartNumber, Body] of parts) {
      const part = await cloud.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      done.push({ PartNumber, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 });
    }
    return done;
  };
  const complete = (
    Key: string,
    UploadId: string,
    Parts: { PartNumber: number; ETag: string | undefined }[],
    more: Partial<CompleteMultipartUploadCommandInput> = {},
  ) =>
    cloud.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
  const three = new Map([
    [1, first],
    [2, second],
    [5, last],
  ]);

  it('make one object of their parts', async () => {
    const Key = 'mis fotos/vídeo.mp4';
    const id = await create(Key, { ContentType: 'video/mp4', Metadata: { a: '1' }, ChecksumAlgorithm: 'CRC32' });
    const parts = await upload(Key, id, three);
    const done = await complete(Key, id, parts);
    const etag = `"${md5(Buffer.concat([md5(first), md5(second), md5(last)])).toString('hex')}-3"`;
    expect(done).toMatchObject({ ETag: etag, Bucket, Key, ChecksumType: 'COMPOSITE' });
    expect(done.ChecksumCRC32).toMatch(/-3$/);
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(got).toMatchObject({
      ETag: etag,
      ContentType: 'video/mp4',
      Metadata: { a: '1' },
      ContentLength: whole.length,
    });
    expect(md5((await got.Body?.transformToByteArray()) ?? Buffer.of())).toEqual(md5(whole));
    expect(await refusal(complete(Key, id, parts))).toMatchObject({ name: 'NoSuchUpload' });
  });

  it('are read by ranges over the seams, and part by part', async () => {
    const id = await create('ranges', { ChecksumAlgorithm: 'CRC32' });
    await complete('ranges', id, await upload('ranges', id, three));
    const seam = first.length;
    const Range = `bytes=${seam - 3}-${seam + 3}`;
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'ranges', Range }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(whole.subarray(seam - 3, seam + 4));
    const part = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'ranges', PartNumber: 5 }));
    expect(await part.Body?.transformToString()).toBe('the end');
    expect(part).toMatchObject({ PartsCount: 3, ContentLength: 7 });
    const beyond = cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'ranges', PartNumber: 4 }));
    expect(await refusal(beyond)).toMatchObject({ status: 416 });
    const attributes = await cloud.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'ranges', ObjectAttributes: ['ObjectParts'], MaxParts: 2 }),
    );
    expect(attributes.ObjectParts).toMatchObject({
      TotalPartsCount: 3,
      IsTruncated: true,
      Parts: [{ PartNumber: 1, Size: first.length }, { PartNumber: 2 }],
    });
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)('have a full-object %s when asked for it', async (algorithm) => {
    const member = `Checksum${algorithm}` as const;
    const id = await create('full', { ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' });
    const parts = [];
    for (const [PartNumber, Body] of three) {
      const input = { Bucket, Key: 'full', UploadId: id, PartNumber, Body, ChecksumAlgorithm: algorithm };
      parts.push({ PartNumber, ETag: (await cloud.s3.send(new UploadPartCommand(input))).ETag });
    }
    const digest = ALGORITHMS[algorithm].create();
    digest.update(whole);
    const expected = digest.digest().toString('base64');
    const wrong = complete('full', id, parts, {
      [member]: Buffer.alloc(ALGORITHMS[algorithm].bytes).toString('base64'),
    });
    expect(await refusal(wrong)).toMatchObject({ name: 'BadDigest' });
    const done = await complete('full', id, parts, { [member]: expected, MpuObjectSize: whole.length });
    expect(done).toMatchObject({ [member]: expected, ChecksumType: 'FULL_OBJECT' });
  });

  it('replace a part that is uploaded again', async () => {
    const id = await create('again', { ChecksumAlgorithm: 'CRC32' });
    await upload('again', id, new Map([[1, Buffer.from('old')]]));
    await complete('again', id, await upload('again', id, new Map([[1, Buffer.from('new')]])));
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'again' }));
    expect(await got.Body?.transformToString()).toBe('new');
  });

  it('refuse parts that are missing, out of order, too small or of a wrong number', async () => {
    const id = await create('bad', { ChecksumAlgorithm: 'CRC32' });
    const parts = await upload(
      'bad',
      id,
      new Map([
        [1, Buffer.from('small')],
        [2, Buffer.from('two')],
      ]),
    );
    const [one, two] = parts;
    if (!one || !two) throw new Error('Two parts were uploaded');
    expect(await refusal(complete('bad', id, []))).toMatchObject({ name: 'MalformedXML' });
    expect(await refusal(complete('bad', id, [two, one]))).toMatchObject({ name: 'InvalidPartOrder' });
    expect(await refusal(complete('bad', id, [{ ...one, ETag: '"abc"' }]))).toMatchObject({ name: 'InvalidPart' });
    expect(await refusal(complete('bad', id, [one, two]))).toMatchObject({ name: 'EntityTooSmall' });
    expect(await refusal(upload('bad', id, new Map([[10_001, last]])))).toMatchObject({ name: 'InvalidArgument' });
    expect(await refusal(upload('bad', 'nonsense', new Map([[1, last]])))).toMatchObject({ name: 'NoSuchUpload' });
    const other = new UploadPartCommand({
      Bucket,
      Key: 'bad',
      UploadId: id,
      PartNumber: 1,
      Body: 'x',
      ChecksumAlgorithm: 'SHA1',
    });
    expect(await refusal(cloud.s3.send(other))).toMatchObject({
      name: 'InvalidRequest',
      message: 'Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: sha1',
    });
  });

  it('complete under conditions', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'cond', Body: 'x' }));
    const id = await create('cond', { ChecksumAlgorithm: 'CRC32' });
    const parts = await upload('cond', id, new Map([[1, last]]));
    expect(await refusal(complete('cond', id, parts, { IfNoneMatch: '*' }))).toMatchObject({ status: 412 });
    await complete('cond', id, parts);
  });

  it('are listed with their parts, and gone when aborted', async () => {
    const bucket = await cloud.bucket();
    const started: string[] = [];
    for (const Key of ['b', 'a/1', 'a/2', 'b']) {
      const { UploadId } = await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
      started.push(UploadId ?? '');
    }
    const list = (more = {}) => cloud.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, ...more }));
    expect((await list()).Uploads?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2', 'b', 'b']);
    expect(await list({ Delimiter: '/' })).toMatchObject({ CommonPrefixes: [{ Prefix: 'a/' }] });
    const page = await list({ MaxUploads: 3 });
    const next = await list({ KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker });
    expect(next.Uploads).toHaveLength(1);
    const [UploadId] = started;
    const target = { Bucket: bucket, Key: 'b', UploadId };
    for (const PartNumber of [3, 1, 2])
      await cloud.s3.send(new UploadPartCommand({ ...target, PartNumber, Body: 'x' }));
    const parts = await cloud.s3.send(new ListPartsCommand({ ...target, MaxParts: 2 }));
    expect(parts).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    expect(parts.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    await cloud.s3.send(new AbortMultipartUploadCommand(target));
    expect(await refusal(cloud.s3.send(new ListPartsCommand(target)))).toMatchObject({
      name: 'NoSuchUpload',
      status: 404,
    });
  });

  it('take parts from other objects, which may then go', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: first }));
    const id = await create('copied', { ChecksumAlgorithm: 'CRC32' });
    const copy = async (PartNumber: number, CopySourceRange?: string) => {
      const input = {
        Bucket,
        Key: 'copied',
        UploadId: id,
        PartNumber,
        CopySource: `${Bucket}/source`,
        CopySourceRange,
      };
      const { CopyPartResult } = await cloud.s3.send(new UploadPartCopyCommand(input));
      return { PartNumber, ETag: CopyPartResult?.ETag, ChecksumCRC32: CopyPartResult?.ChecksumCRC32 };
    };
    const parts = [await copy(1), await copy(2, 'bytes=10-19')];
    expect(await refusal(copy(3, `bytes=0-${first.length}`))).toMatchObject({ name: 'InvalidArgument' });
    await complete('copied', id, parts);
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'source' }));
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'copied' }));
    const expected = Buffer.concat([first, first.subarray(10, 20)]);
    expect(md5((await got.Body?.transformToByteArray()) ?? Buffer.of())).toEqual(md5(expected));
  });

  it('become plain objects when they are copied', async () => {
    const id = await create('parts', { ChecksumAlgorithm: 'CRC32' });
    await complete('parts', id, await upload('parts', id, three));
    const copy = await cloud.s3.send(new CopyObjectCommand({ Bucket, Key: 'plain', CopySource: `${Bucket}/parts` }));
    expect(copy.CopyObjectResult).toMatchObject({
      ETag: `"${md5(whole).toString('hex')}"`,
      ChecksumType: 'FULL_OBJECT',
    });
  });
});
