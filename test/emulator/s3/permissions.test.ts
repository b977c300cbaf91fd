import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { rolePrincipal } from '../../../emulator/door/principal.ts';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

describe('permissions', () => {
  let cloud: S3UnderTest;
  let iam: IAMClient;
  let asRole: S3Client;
  let Bucket: string;
  const RoleName = 'reader';
  beforeAll(async () => {
    cloud = await startS3();
    iam = new IAMClient(cloud.client);
    const Principal = { Service: 'lambda.amazonaws.com' };
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
    });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const credentials = cloud.identities.issueCredentials(rolePrincipal(cloud.account, RoleName, 'session'));
    asRole = new S3Client({ ...cloud.client, credentials });
  });
  beforeEach(async () => {
    Bucket = await cloud.bucket();
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'in/a', Body: 'a', Tagging: 'team=loom' }));
    await allow([]);
  });
  afterAll(async () => {
    expect(cloud.faults).toEqual([]);
    asRole.destroy();
    iam.destroy();
    await cloud.close();
  });

  const allow = async (statements: { Action: unknown; Resource: unknown; Condition?: unknown }[]) => {
    const Statement = [
      { Effect: 'Deny', Action: 'sqs:*', Resource: '*' },
      ...statements.map((each) => ({ Effect: 'Allow', ...each })),
    ];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
  };
  const bucket = () => `arn:aws:s3:::${Bucket}`;
  const objects = (prefix = '') => `${bucket()}/${prefix}*`;

  it('end with the session', async () => {
    const ended = cloud.identities.issueCredentials(rolePrincipal(cloud.account, RoleName, 'session'), -1);
    const late = new S3Client({ ...cloud.client, credentials: ended });
    expect(await refusal(late.send(new GetObjectCommand({ Bucket, Key: 'in/a' })))).toMatchObject({
      name: 'ExpiredToken',
    });
    late.destroy();
  });

  it('are needed, and a refusal names what is missing', async () => {
    expect(await refusal(asRole.send(new GetObjectCommand({ Bucket, Key: 'in/a' })))).toEqual({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::000000000000:assumed-role/reader/session is not authorized to perform: s3:GetObject on resource: "${bucket()}/in/a" because no identity-based policy allows the s3:GetObject action`,
      status: 403,
    });
    await allow([{ Action: 's3:GetObject', Resource: objects('in/') }]);
    await asRole.send(new GetObjectCommand({ Bucket, Key: 'in/a' }));
    expect(await refusal(asRole.send(new PutObjectCommand({ Bucket, Key: 'in/a', Body: 'x' })))).toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('to list the bucket are needed to learn that a key is not there', async () => {
    await allow([{ Action: 's3:GetObject', Resource: objects() }]);
    expect(await refusal(asRole.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({ status: 403 });
    await allow([{ Action: ['s3:GetObject', 's3:ListBucket'], Resource: [objects(), bucket()] }]);
    expect(await refusal(asRole.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({ status: 404 });
  });

  it('to list can be limited to a prefix', async () => {
    await allow([{ Action: 's3:ListBucket', Resource: bucket(), Condition: { StringEquals: { 's3:prefix': 'in/' } } }]);
    expect((await asRole.send(new ListObjectsV2Command({ Bucket, Prefix: 'in/' }))).KeyCount).toBe(1);
    expect(await refusal(asRole.send(new ListObjectsV2Command({ Bucket })))).toMatchObject({ name: 'AccessDenied' });
  });

  it('can look at the tags of an object', async () => {
    const Condition = { StringEquals: { 's3:ExistingObjectTag/team': 'loom' } };
    await allow([{ Action: 's3:GetObject', Resource: objects(), Condition }]);
    await asRole.send(new GetObjectCommand({ Bucket, Key: 'in/a' }));
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'in/b', Body: 'b', Tagging: 'team=other' }));
    expect(await refusal(asRole.send(new GetObjectCommand({ Bucket, Key: 'in/b' })))).toMatchObject({ status: 403 });
  });

  it('for a copy are needed on both sides', async () => {
    const copy = () => asRole.send(new CopyObjectCommand({ Bucket, Key: 'out/a', CopySource: `${Bucket}/in/a` }));
    await allow([{ Action: ['s3:PutObject', 's3:PutObjectTagging'], Resource: objects('out/') }]);
    expect((await refusal(copy())).message).toContain('s3:GetObject');
    await allow([
      { Action: 's3:PutObject', Resource: objects('out/') },
      { Action: ['s3:GetObject', 's3:GetObjectTagging'], Resource: objects('in/') },
    ]);
    await copy();
  });

  it('for tags given with an object are needed too', async () => {
    const put = () => asRole.send(new PutObjectCommand({ Bucket, Key: 'out/t', Body: 'x', Tagging: 'a=1' }));
    await allow([{ Action: 's3:PutObject', Resource: objects() }]);
    expect((await refusal(put())).message).toContain('s3:PutObjectTagging');
  });

  it('to delete many are needed for each, and the others go', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'out/a', Body: 'a' }));
    await allow([{ Action: 's3:DeleteObject', Resource: objects('out/') }]);
    const Delete = { Objects: [{ Key: 'out/a' }, { Key: 'in/a' }] };
    const { Deleted, Errors } = await asRole.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted).toEqual([{ Key: 'out/a' }]);
    expect(Errors).toMatchObject([{ Key: 'in/a', Code: 'AccessDenied' }]);
  });

  it('can come from the bucket policy, which can also deny', async () => {
    const role = 'arn:aws:iam::000000000000:role/reader';
    const policy = (Effect: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect, Principal: { AWS: role }, Action: 's3:GetObject', Resource: objects() }],
      });
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy('Allow') }));
    await asRole.send(new GetObjectCommand({ Bucket, Key: 'in/a' }));
    await allow([{ Action: 's3:*', Resource: '*' }]);
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy('Deny') }));
    expect((await refusal(asRole.send(new GetObjectCommand({ Bucket, Key: 'in/a' })))).message).toContain(
      'explicit deny',
    );
  });
});
