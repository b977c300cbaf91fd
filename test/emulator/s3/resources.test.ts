import {
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Deployer } from '../../../emulator/template/deployer.ts';
import { assemblyOf, removeAssemblies } from '../template/support.ts';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

const outputs = {
  Ref: { Value: { Ref: 'Bucket' } },
  Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
  Domain: { Value: { 'Fn::GetAtt': ['Bucket', 'DomainName'] } },
  Regional: { Value: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] } },
  Dual: { Value: { 'Fn::GetAtt': ['Bucket', 'DualStackDomainName'] } },
  Website: { Value: { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] } },
};

describe('the resource types of S3', () => {
  let cloud: S3UnderTest;
  let deployer: Deployer;
  beforeEach(async () => {
    cloud = await startS3();
    deployer = new Deployer({
      ...cloud,
      endpoint: () => cloud.endpoint,
      allowUnsupported: false,
      resourceTypes: () => cloud.door.services().flatMap(({ resources }) => resources),
    });
  });
  afterEach(async () => {
    expect(cloud.faults).toEqual([]);
    await cloud.close();
  });
  afterAll(removeAssemblies);

  const deploy = (Resources: Record<string, unknown>, Outputs = {}) =>
    deployer.deploy(assemblyOf({ app: { Resources, Outputs } }));
  const bucket = (Properties: object = {}) => ({ Bucket: { Type: 'AWS::S3::Bucket', Properties } });

  it('make a bucket with all that a template says of it', async () => {
    const Bucket = 'photos-000000000000';
    await deploy(
      bucket({
        BucketName: Bucket,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: '60', Id: 'c' }] },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'r',
              Status: 'Enabled',
              Prefix: 'tmp/',
              TagFilters: [{ Key: 'a', Value: '1' }],
              ExpirationInDays: 7,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
              Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }],
            },
            { Id: 'u', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
          ],
        },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: 'true' } },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true },
        Tags: [{ Key: 'team', Value: 'loom' }],
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    const { s3 } = cloud;
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual([
      { ID: 'c', AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 60 },
    ]);
    expect((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toMatchObject([
      {
        ID: 'r',
        Filter: { And: { Prefix: 'tmp/', Tags: [{ Key: 'a', Value: '1' }] } },
        Expiration: { Days: 7 },
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        Transitions: [{ StorageClass: 'GLACIER', Days: 30 }],
      },
      { ID: 'u', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ]);
    const notification = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(notification.EventBridgeConfiguration).toEqual({});
    expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toMatchObject({
      BlockPublicAcls: true,
      RestrictPublicBuckets: false,
    });
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'team', Value: 'loom' }]);
    expect(
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules,
    ).toHaveLength(1);
  });

  it('name a bucket after stack and resource, and answer its attributes', async () => {
    await deploy(bucket(), outputs);
    const { Buckets } = await cloud.s3.send(new ListBucketsCommand({}));
    const name = Buckets?.[0]?.Name ?? '';
    expect(name).toMatch(/^app-bucket-[a-z0-9]+$/);
    expect(deployer.outputs().app).toEqual({
      Ref: name,
      Arn: `arn:aws:s3:::${name}`,
      Domain: `${name}.s3.amazonaws.com`,
      Regional: `${name}.s3.us-east-1.amazonaws.com`,
      Dual: `${name}.s3.dualstack.us-east-1.amazonaws.com`,
      Website: `http://${name}.s3-website-us-east-1.amazonaws.com`,
    });
  });

  it('change a bucket in place, keeping its objects', async () => {
    const named = { BucketName: 'changing-bucket' };
    const Bucket = named.BucketName;
    await deploy(
      bucket({ ...named, VersioningConfiguration: { Status: 'Enabled' }, Tags: [{ Key: 'a', Value: '1' }] }),
    );
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    await deploy(bucket({ ...named, ObjectLockEnabled: false }));
    expect((await cloud.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
    expect(await refusal(cloud.s3.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject({
      name: 'NoSuchTagSet',
    });
  });

  it('do not remove a bucket that has something in it', async () => {
    await deploy({ ...bucket({ BucketName: 'full-bucket' }), ...bucketNamed('Other', 'empty-bucket') });
    await cloud.s3.send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'a', Body: 'a' }));
    await deploy(bucket({ BucketName: 'full-bucket' }));
    expect(await refusal(cloud.s3.send(new HeadBucketCommand({ Bucket: 'empty-bucket' })))).toMatchObject({
      status: 404,
    });
    await deploy(bucketNamed('Third', 'third-bucket')).catch(() => undefined);
    await cloud.s3.send(new HeadBucketCommand({ Bucket: 'full-bucket' }));
  });

  const bucketNamed = (logicalId: string, BucketName: string) => ({
    [logicalId]: { Type: 'AWS::S3::Bucket', Properties: { BucketName } },
  });

  it('lock objects when a template asks for it', async () => {
    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } };
    await deploy(
      bucket({
        BucketName: 'locked-bucket',
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
      }),
    );
    const target = { Bucket: 'locked-bucket' };
    const { ObjectLockConfiguration } = await cloud.s3.send(new GetObjectLockConfigurationCommand(target));
    expect(ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled', Rule });
  });

  it('put a policy on a bucket, and take it off', async () => {
    const policy = (Action: string) => ({
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action,
              Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] },
            },
          ],
        },
      },
    });
    const made = bucket({ BucketName: 'policed-bucket' });
    const shown = async () => (await cloud.s3.send(new GetBucketPolicyCommand({ Bucket: 'policed-bucket' }))).Policy;
    await deploy({ ...made, Policy: policy('s3:DeleteObject') });
    expect(await shown()).toContain('s3:DeleteObject');
    await deploy({ ...made, Policy: policy('s3:PutObject') });
    expect(await shown()).toContain('s3:PutObject');
    await deploy(made);
    expect(await refusal(shown())).toMatchObject({ name: 'NoSuchBucketPolicy' });
  });

  it.each([
    ['a property', { ReplicationConfiguration: {} }, 'ReplicationConfiguration'],
    [
      'a property within',
      { CorsConfiguration: { CorsRules: [{ AllowedMethods: [], AllowedOrigins: [], Speed: 1 }] } },
      'Speed',
    ],
    ['a public ACL', { AccessControl: 'PublicRead' }, 'AccessControl'],
  ])('refuse %s that is not supported, naming it', async (_, properties, name) => {
    await expect(deploy(bucket(properties))).rejects.toThrow(name);
  });

  it('refuse a bucket name that exists already', async () => {
    await deploy(bucket({ BucketName: 'taken-bucket' }));
    const again = deployer.deploy(assemblyOf({ other: { Resources: bucket({ BucketName: 'taken-bucket' }) } }));
    await expect(again).rejects.toThrow('taken-bucket already exists');
  });
});
