import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 0, 1, 12);

describe('lifecycle rules', () => {
  const clock = new ManualClock(NOON);
  let cloud: S3UnderTest;
  let Bucket: string;
  beforeEach(async () => {
    cloud = await startS3({ clock });
    Bucket = await cloud.bucket();
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await cloud.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  });
  afterEach(async () => {
    expect(cloud.faults).toEqual([]);
    expect(cloud.trace.recent().filter(({ kind }) => kind === 'fault')).toEqual([]);
    await cloud.close();
  });

  const rules = (...Rules: Partial<LifecycleRule>[]) =>
    cloud.s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: Rules.map((rule) => ({ Status: 'Enabled', Filter: { Prefix: '' }, ...rule })),
        },
      }),
    );
  const versioned = () =>
    cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const put = async (Key: string, Body = 'x', Tagging?: string) =>
    (await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body, Tagging }))).VersionId;
  const keys = async () =>
    ((await cloud.s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);
  const versions = async () => {
    const page = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket }));
    const markers = (page.DeleteMarkers ?? []).length;
    return { versions: (page.Versions ?? []).map(({ VersionId }) => VersionId), markers };
  };
  /** Lets midnights pass; each one's work has been done when a call is answered after it. */
  const pass = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      clock.advance(DAY);
      for (let turn = 0; turn < 5; turn += 1) await keys();
    }
  };

  it('expire objects at the first midnight after their days', async () => {
    await rules({ Expiration: { Days: 1 }, Filter: { Prefix: 'tmp/' } });
    for (const Key of ['tmp/a', 'keep']) await put(Key);
    const head = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'tmp/a' }));
    expect(head.Expiration).toMatch(/^expiry-date="Sat, 03 Jan 2026 00:00:00 GMT", rule-id="/);
    await pass(1);
    expect(await keys()).toEqual(['keep', 'tmp/a']);
    cloud.events.length = 0;
    await pass(1);
    expect(await keys()).toEqual(['keep']);
    expect(cloud.events).toMatchObject([
      {
        detailType: 'Object Deleted',
        detail: {
          object: { key: 'tmp/a' },
          requester: 's3.amazonaws.com',
          reason: 'Lifecycle Expiration',
          'deletion-type': 'Permanently Deleted',
        },
      },
    ]);
  });

  it('look at tags and sizes', async () => {
    await rules({
      ID: 'tag',
      Expiration: { Days: 1 },
      Filter: { And: { Tags: [{ Key: 'a', Value: '1' }], ObjectSizeGreaterThan: 3 } },
    });
    await put('yes', 'long enough', 'a=1&b=2');
    await put('untagged', 'long enough');
    await put('small', 'x', 'a=1');
    await pass(3);
    expect(await keys()).toEqual(['small', 'untagged']);
  });

  it('hide expired versions, remove old ones and then the markers', async () => {
    await versioned();
    await rules({
      Expiration: { Days: 3 },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    });
    const first = await put('k');
    const second = await put('k');
    expect(await versions()).toEqual({ versions: [second, first], markers: 0 });
    await pass(2);
    expect(await versions()).toEqual({ versions: [second], markers: 0 });
    await pass(2);
    expect(await versions()).toEqual({ versions: [second], markers: 1 });
    await pass(6);
    expect(await versions()).toEqual({ versions: [], markers: 0 });
  });

  it('keep as many noncurrent versions as they are told', async () => {
    await versioned();
    await rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 } });
    await put('k');
    const second = await put('k');
    const third = await put('k');
    await pass(3);
    expect(await versions()).toEqual({ versions: [third, second], markers: 0 });
  });

  it('remove delete markers with nothing under them', async () => {
    await versioned();
    await rules({ Expiration: { ExpiredObjectDeleteMarker: true } });
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'never was' }));
    await put('k');
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await pass(1);
    expect(await versions()).toMatchObject({ markers: 1 });
  });

  it('abort uploads that nobody completes', async () => {
    await rules({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
    await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
    await pass(2);
    expect((await cloud.s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([]);
  });

  it('that are disabled do nothing', async () => {
    await rules({ Status: 'Disabled', Expiration: { Days: 1 } });
    await put('k');
    await pass(3);
    expect(await keys()).toEqual(['k']);
  });

  it('are refused when they make no sense', async () => {
    expect(await refusal(rules({}))).toMatchObject({ message: 'At least one action needs to be specified in a rule' });
    expect(await refusal(rules({ Expiration: { Days: 0 } }))).toMatchObject({ name: 'InvalidArgument' });
    expect(await refusal(rules({ Expiration: { Date: new Date(NOON) } }))).toMatchObject({
      message: "'Date' must be at midnight GMT",
    });
    const twice = { ID: 'same', Expiration: { Days: 1 } };
    expect(await refusal(rules(twice, twice))).toMatchObject({ name: 'InvalidArgument' });
  });
});
