import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

describe('buckets', () => {
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

  it('are made, found, listed and deleted', async () => {
    const made = await cloud.s3.send(new CreateBucketCommand({ Bucket: 'my-first-bucket' }));
    expect(made).toMatchObject({ Location: '/my-first-bucket' });
    await cloud.s3.send(new CreateBucketCommand({ Bucket: 'my-first-bucket' }));
    const head = await cloud.s3.send(new HeadBucketCommand({ Bucket: 'my-first-bucket' }));
    expect(head.BucketRegion).toBe('us-east-1');
    const location = await cloud.s3.send(new GetBucketLocationCommand({ Bucket: 'my-first-bucket' }));
    expect(location.LocationConstraint).toBeFalsy();
    const list = await cloud.s3.send(new ListBucketsCommand({ Prefix: 'my-' }));
    expect(list.Buckets?.map(({ Name }) => Name)).toEqual(['my-first-bucket']);
    expect(list.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    await cloud.s3.send(new DeleteBucketCommand({ Bucket: 'my-first-bucket' }));
    expect(await refusal(cloud.s3.send(new HeadBucketCommand({ Bucket: 'my-first-bucket' })))).toMatchObject({
      status: 404,
    });
  });

  it('are listed in pages', async () => {
    for (const name of ['page-a', 'page-b', 'page-c']) await cloud.s3.send(new CreateBucketCommand({ Bucket: name }));
    const first = await cloud.s3.send(new ListBucketsCommand({ Prefix: 'page-', MaxBuckets: 2 }));
    const { ContinuationToken } = first;
    const next = await cloud.s3.send(new ListBucketsCommand({ Prefix: 'page-', MaxBuckets: 2, ContinuationToken }));
    expect([...(first.Buckets ?? []), ...(next.Buckets ?? [])].map(({ Name }) => Name)).toEqual([
      'page-a',
      'page-b',
      'page-c',
    ]);
    expect(next.ContinuationToken).toBeUndefined();
  });

  it.each(['ab', 'Upper', 'under_score', '-a-b', 'a..b', '192.168.0.1', 'xn--a', 'a-s3alias'])(
    'cannot be called %j',
    async (name) => {
      expect(await refusal(cloud.s3.send(new CreateBucketCommand({ Bucket: name })))).toMatchObject({
        name: 'InvalidBucketName',
      });
    },
  );

  it('are not deleted while there is something in them', async () => {
    const full = await cloud.bucket();
    await cloud.s3.send(new PutObjectCommand({ Bucket: full, Key: 'a', Body: 'a' }));
    expect(await refusal(cloud.s3.send(new DeleteBucketCommand({ Bucket: full })))).toEqual({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
      status: 409,
    });
  });

  it('belong to one account', async () => {
    const other = new HeadBucketCommand({ Bucket, ExpectedBucketOwner: '111122223333' });
    expect(await refusal(cloud.s3.send(other))).toMatchObject({ status: 403 });
  });

  it('begin private, encrypted and with all else unset', async () => {
    const s3 = cloud.s3;
    expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'AES256',
    });
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    expect((await s3.send(new GetBucketAclCommand({ Bucket }))).Grants).toMatchObject([{ Permission: 'FULL_CONTROL' }]);
    const unset: [Promise<unknown>, string][] = [
      [s3.send(new GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy'],
      [s3.send(new GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration'],
      [s3.send(new GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet'],
      [s3.send(new GetBucketWebsiteCommand({ Bucket })), 'NoSuchWebsiteConfiguration'],
      [s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), 'NoSuchLifecycleConfiguration'],
      [s3.send(new GetBucketReplicationCommand({ Bucket })), 'ReplicationConfigurationNotFoundError'],
    ];
    for (const [call, name] of unset) expect(await refusal(call)).toMatchObject({ name, status: 404 });
  });

  it('refuse ACLs, which are disabled', async () => {
    expect(await refusal(cloud.s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' })))).toMatchObject({
      name: 'AccessControlListNotSupported',
    });
  });

  it('keep CORS rules', async () => {
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], AllowedHeaders: ['*'], MaxAgeSeconds: 5 }];
    const put = (rules: typeof CORSRules) =>
      cloud.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: rules } }));
    await put(CORSRules);
    expect((await cloud.s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
    expect(await refusal(put([{ ...CORSRules[0], AllowedMethods: ['PATCH'] } as never]))).toMatchObject({
      message: 'Found unsupported HTTP method in CORS config. Unsupported method is PATCH',
    });
    await cloud.s3.send(new DeleteBucketCorsCommand({ Bucket }));
    expect(await refusal(cloud.s3.send(new GetBucketCorsCommand({ Bucket })))).toMatchObject({ status: 404 });
  });

  it('keep tags, encryption, website and lifecycle as they were put', async () => {
    const s3 = cloud.s3;
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } }));
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'a', Value: '1' }]);
    const Rules = [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/a' },
        BucketKeyEnabled: true,
      },
    ];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'kms', Body: 'x' }));
    expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/a', BucketKeyEnabled: true });
    const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'error.html' } };
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    expect(await s3.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(WebsiteConfiguration);
    const lifecycle = [
      { ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } },
      {
        ID: 'd',
        Status: 'Enabled' as const,
        Filter: { Prefix: '' },
        Expiration: { Date: new Date('2030-01-01T00:00:00Z') },
      },
    ];
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: lifecycle } }));
    expect((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toMatchObject(lifecycle);
  });

  const policyFor = (principal: unknown, resource = `arn:aws:s3:::${Bucket}/*`, more = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: resource, ...more }],
    });
  const putPolicy = (Policy: string) => cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

  it('keep a policy as it was put', async () => {
    const Policy = policyFor({ AWS: 'arn:aws:iam::000000000000:root' });
    await putPolicy(Policy);
    expect((await cloud.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    const { PolicyStatus } = await cloud.s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(PolicyStatus?.IsPublic).toBe(false);
  });

  it('refuse policies that are not theirs or not well formed', async () => {
    expect(await refusal(putPolicy(policyFor('*', 'arn:aws:s3:::other/*')))).toMatchObject({
      name: 'MalformedPolicy',
      message: 'Policy has invalid resource',
    });
    expect(await refusal(putPolicy('nonsense'))).toMatchObject({ name: 'MalformedPolicy' });
    expect(await refusal(putPolicy('{"Version":"2012-10-17"}'))).toMatchObject({ name: 'MalformedPolicy' });
    expect(await refusal(putPolicy(policyFor(undefined)))).toMatchObject({
      message: 'Missing required field Principal',
    });
  });

  it('refuse public policies while these are blocked, and then let everybody in', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'public', Body: 'for all' }));
    expect(await refusal(putPolicy(policyFor('*')))).toMatchObject({ name: 'AccessDenied' });
    await putPolicy(policyFor('*', undefined, { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }));
    const url = `${cloud.endpoint}/${Bucket}/public`;
    await cloud.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }));
    await putPolicy(policyFor('*'));
    const read = await fetch(url);
    expect(read.status).toBe(200);
    expect(await read.text()).toBe('for all');
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await cloud.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect((await fetch(url)).status).toBe(403);
  });

  it('refuse notifications to what does not take them, naming it', async () => {
    const QueueArn = 'arn:aws:sqs:us-east-1:000000000000:nowhere';
    const put = (NotificationConfiguration: object, SkipDestinationValidation = false) =>
      cloud.s3.send(
        new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration, SkipDestinationValidation }),
      );
    const configuration = { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }] };
    expect(await refusal(put(configuration))).toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
    });
    const unsent = { QueueConfigurations: [{ QueueArn, Events: ['s3:ReducedRedundancyLostObject'] }] };
    expect(await refusal(put(unsent, true))).toMatchObject({ name: 'NotImplemented' });
    await put({ EventBridgeConfiguration: {} });
    const got = await cloud.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(got.EventBridgeConfiguration).toEqual({});
  });
});
