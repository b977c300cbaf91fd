import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type S3UnderTest, startS3 } from './support.ts';

describe('events on the default bus', () => {
  let cloud: S3UnderTest;
  let Bucket: string;
  beforeAll(async () => {
    cloud = await startS3();
  });
  beforeEach(async () => {
    Bucket = await cloud.bucket();
    await cloud.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { EventBridgeConfiguration: {} },
      }),
    );
    cloud.events.length = 0;
  });
  afterAll(async () => {
    expect(cloud.faults).toEqual([]);
    await cloud.close();
  });

  it('tell of a new object, its key as it is', async () => {
    const Key = 'mis fotos/niño 1.jpg';
    const { $metadata } = await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
    expect(cloud.events).toEqual([
      {
        source: 'aws.s3',
        detailType: 'Object Created',
        resources: [`arn:aws:s3:::${Bucket}`],
        detail: {
          version: '0',
          bucket: { name: Bucket },
          object: {
            key: Key,
            size: 5,
            etag: '5d41402abc4b2a76b9719d911017c592',
            sequencer: expect.stringMatching(/^[0-9a-f]{18}$/),
          },
          'request-id': $metadata.requestId,
          requester: '000000000000',
          'source-ip-address': '127.0.0.1',
          reason: 'PutObject',
        },
      },
    ]);
  });

  it('give copies, uploads in parts and deletions their reasons', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    await cloud.s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    const { UploadId } = await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'c' }));
    const target = { Bucket, Key: 'c', UploadId };
    const { ETag } = await cloud.s3.send(new UploadPartCommand({ ...target, PartNumber: 1, Body: 'c' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await cloud.s3.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload }));
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'not there' }));
    expect(cloud.events.map(({ detail }) => [detail.reason, detail['deletion-type']])).toEqual([
      ['PutObject', undefined],
      ['CopyObject', undefined],
      ['CompleteMultipartUpload', undefined],
      ['DeleteObject', 'Permanently Deleted'],
    ]);
    const sequencers = cloud.events.map(({ detail }) => (detail.object as { sequencer: string }).sequencer);
    expect([...sequencers].sort()).toEqual(sequencers);
  });

  it('tell versions and delete markers by their ids', async () => {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const { VersionId } = await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    const marker = await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
    expect(cloud.events.map(({ detail }) => detail)).toMatchObject([
      { object: { 'version-id': VersionId } },
      { object: { 'version-id': marker.VersionId }, 'deletion-type': 'Delete Marker Created' },
      { object: { 'version-id': VersionId }, 'deletion-type': 'Permanently Deleted' },
    ]);
  });

  it('tell of tags that come and go', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    const Tagging = { TagSet: [{ Key: 'k', Value: 'v' }] };
    await cloud.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging }));
    await cloud.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a' }));
    expect(cloud.events.map(({ detailType }) => detailType)).toEqual([
      'Object Created',
      'Object Tags Added',
      'Object Tags Deleted',
    ]);
  });

  it('are silent for a write that fails and for a bucket that does not ask for them', async () => {
    const put = (more: object) => cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a', ...more }));
    await expect(put({ IfMatch: '"other"' })).rejects.toThrow();
    await expect(put({ ChecksumCRC32: 'AAAAAA==' })).rejects.toThrow();
    const quiet = await cloud.bucket();
    await put({ Bucket: quiet });
    expect(cloud.events).toEqual([]);
  });
});
