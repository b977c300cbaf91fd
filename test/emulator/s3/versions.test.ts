import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

describe('versions', () => {
  let cloud: S3UnderTest;
  let Bucket: string;
  beforeAll(async () => {
    cloud = await startS3();
  });
  beforeEach(async () => {
    Bucket = await cloud.bucket();
    await setVersioning('Enabled');
  });
  afterAll(async () => {
    expect(cloud.faults).toEqual([]);
    await cloud.close();
  });

  const setVersioning = (Status: 'Enabled' | 'Suspended') =>
    cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const put = async (Key: string, Body: string) =>
    (await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
  const get = async (Key: string, VersionId?: string) => {
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    return got.Body?.transformToString();
  };
  const remove = (Key: string, VersionId?: string) =>
    cloud.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  const versions = async (more: Partial<ListObjectVersionsCommandInput> = {}) => {
    const page = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket, ...more }));
    const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    return { page, ids: all.map(({ VersionId }) => VersionId), all };
  };

  it('keep what was there before', async () => {
    const first = await put('k', 'one');
    const second = await put('k', 'two');
    expect(first).not.toBe(second);
    expect(await get('k')).toBe('two');
    expect(await get('k', first)).toBe('one');
    expect((await versions()).page.Versions).toMatchObject([
      { VersionId: second, IsLatest: true },
      { VersionId: first, IsLatest: false },
    ]);
  });

  it('hide behind a delete marker, and come back when it is removed', async () => {
    const first = await put('k', 'one');
    const marked = await remove('k');
    expect(marked).toMatchObject({ DeleteMarker: true });
    expect(await refusal(cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'k' })))).toMatchObject({
      name: 'NoSuchKey',
    });
    expect(await get('k', first)).toBe('one');
    expect((await cloud.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const ofMarker = cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'k', VersionId: marked.VersionId }));
    expect(await refusal(ofMarker)).toMatchObject({ name: 'MethodNotAllowed', status: 405 });
    expect(await remove('k', marked.VersionId)).toMatchObject({ DeleteMarker: true });
    expect(await get('k')).toBe('one');
  });

  it('make way for the next older one when the newest is deleted for good', async () => {
    const first = await put('k', 'one');
    const second = await put('k', 'two');
    await remove('k', second);
    expect(await get('k')).toBe('one');
    await remove('k', first);
    expect((await versions()).ids).toEqual([]);
  });

  it('that do not exist answer NoSuchVersion', async () => {
    await put('k', 'one');
    expect(await refusal(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'k', VersionId: 'x' })))).toMatchObject({
      status: 404,
    });
    expect(await refusal(get('k', 'x'))).toMatchObject({ name: 'NoSuchVersion' });
    expect(await remove('k', 'x')).toMatchObject({ VersionId: 'x' });
  });

  it('written while versioning is suspended replace the null version only', async () => {
    const first = await put('k', 'one');
    await setVersioning('Suspended');
    expect(await put('k', 'two')).toBe('null');
    expect(await put('k', 'three')).toBe('null');
    expect((await versions()).ids).toEqual(['null', first]);
    await remove('k');
    const { page } = await versions();
    expect(page.DeleteMarkers).toMatchObject([{ VersionId: 'null', IsLatest: true }]);
    expect(page.Versions).toMatchObject([{ VersionId: first, IsLatest: false }]);
  });

  it('are listed in pages by key and version', async () => {
    const written: (string | undefined)[] = [];
    for (const Key of ['a', 'b', 'b', 'b', 'c/1', 'c/2']) written.unshift(await put(Key, 'x'));
    const [c2, c1, b3, b2, b1, a] = written;
    const found: (string | undefined)[] = [];
    let marker: Partial<ListObjectVersionsCommandInput> | undefined = {};
    while (marker) {
      const { page, ids }: Awaited<ReturnType<typeof versions>> = await versions({ MaxKeys: 2, ...marker });
      found.push(...ids);
      marker = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }
    expect(found).toEqual([a, b3, b2, b1, c1, c2]);
    expect((await versions({ Delimiter: '/' })).page.CommonPrefixes).toEqual([{ Prefix: 'c/' }]);
    expect((await versions({ Prefix: 'b', KeyMarker: 'a' })).ids).toEqual([b3, b2, b1]);
  });

  it('have tags of their own and can be copied', async () => {
    const first = await put('k', 'one');
    await put('k', 'two');
    const TagSet = [{ Key: 'a', Value: '1' }];
    await cloud.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', VersionId: first, Tagging: { TagSet } }));
    const tagsOf = (VersionId?: string) => cloud.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'k', VersionId }));
    expect((await tagsOf(first)).TagSet).toEqual(TagSet);
    expect((await tagsOf()).TagSet ?? []).toEqual([]);
    const CopySource = `${Bucket}/k?versionId=${first}`;
    const copy = await cloud.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect(copy.CopySourceVersionId).toBe(first);
    expect(await get('copy')).toBe('one');
  });

  it('under a legal hold or in their retention period stay', async () => {
    const lock = { ObjectLockEnabled: 'Enabled' } as const;
    await cloud.s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: lock }));
    const held = await put('held', 'x');
    const hold = (Status: 'ON' | 'OFF') =>
      cloud.s3.send(new PutObjectLegalHoldCommand({ Bucket, Key: 'held', LegalHold: { Status } }));
    await hold('ON');
    expect(await refusal(remove('held', held))).toMatchObject({ name: 'AccessDenied', status: 403 });
    await remove('held');
    await cloud.s3.send(
      new DeleteObjectCommand({
        Bucket,
        Key: 'held',
        VersionId: (await versions()).page.DeleteMarkers?.[0]?.VersionId,
      }),
    );
    await hold('OFF');
    const RetainUntilDate = new Date(Date.now() + 3_600_000);
    const Retention = { Mode: 'GOVERNANCE', RetainUntilDate } as const;
    await cloud.s3.send(new PutObjectRetentionCommand({ Bucket, Key: 'held', Retention }));
    expect((await cloud.s3.send(new GetObjectRetentionCommand({ Bucket, Key: 'held' }))).Retention?.Mode).toBe(
      'GOVERNANCE',
    );
    expect(await refusal(remove('held', held))).toMatchObject({ name: 'AccessDenied' });
    await cloud.s3.send(
      new DeleteObjectCommand({ Bucket, Key: 'held', VersionId: held, BypassGovernanceRetention: true }),
    );
    expect((await versions()).ids).toEqual([]);
  });
});
