import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startEndpoint } from '../support/endpoint.ts';

const trust = (Principal: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
const ACCOUNT_TRUST = trust({ AWS: 'arn:aws:iam::000000000000:root' });

describe('IAM and STS through the SDK', () => {
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  let iam: IAMClient;
  let sts: STSClient;

  beforeEach(async () => {
    endpoint = await startEndpoint(() => []);
    iam = new IAMClient(endpoint.client);
    sts = new STSClient(endpoint.client);
  });

  afterEach(async () => {
    iam.destroy();
    sts.destroy();
    await endpoint.close();
    expect(endpoint.faults).toEqual([]);
  });

  const assumed = async (RoleArn: string) => {
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ana' }));
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  };

  it('takes any access key for the administrator of the account', async () => {
    await expect(sts.send(new GetCallerIdentityCommand())).resolves.toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:root',
    });
  });

  it('gives back a role as it was made', async () => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'reader',
        AssumeRolePolicyDocument: ACCOUNT_TRUST,
        Description: 'reads <all> & more',
        Tags: [{ Key: 'team', Value: 'loom' }],
      }),
    );
    expect(Role?.Arn).toBe('arn:aws:iam::000000000000:role/reader');
    const got = await iam.send(new GetRoleCommand({ RoleName: 'reader' }));
    expect(got.Role).toMatchObject({
      Description: 'reads <all> & more',
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'team', Value: 'loom' }],
    });
    expect(got.Role?.CreateDate).toBeInstanceOf(Date);
    expect(decodeURIComponent(got.Role?.AssumeRolePolicyDocument ?? '')).toBe(ACCOUNT_TRUST);
  });

  it('pages through roles', async () => {
    for (const RoleName of ['a', 'b', 'c']) {
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: ACCOUNT_TRUST }));
    }
    const first = await iam.send(new ListRolesCommand({ MaxItems: 2 }));
    expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(['a', 'b']);
    const second = await iam.send(new ListRolesCommand({ MaxItems: 2, Marker: first.Marker }));
    expect(second).toMatchObject({ Roles: [{ RoleName: 'c' }], IsTruncated: false });
  });

  it('refuses what no policy of the role allows, and allows it once one does', async () => {
    await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: ACCOUNT_TRUST }));
    const credentials = await assumed('arn:aws:iam::000000000000:role/worker');
    const worker = new IAMClient({ ...endpoint.client, credentials });
    const ask = () => worker.send(new GetRoleCommand({ RoleName: 'worker' }));
    await expect(ask()).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/worker/ana is not authorized to perform: iam:GetRole on resource: arn:aws:iam::000000000000:role/worker because no identity-based policy allows the iam:GetRole action',
    });
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:Get*', Resource: '*' }] };
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new PutRolePolicyCommand({ RoleName: 'worker', PolicyName: 'read', PolicyDocument }));
    await expect(ask()).resolves.toMatchObject({ Role: { RoleName: 'worker' } });
    const read = await worker.send(new GetRolePolicyCommand({ RoleName: 'worker', PolicyName: 'read' }));
    expect(JSON.parse(decodeURIComponent(read.PolicyDocument ?? ''))).toEqual(document);
    worker.destroy();
  });

  it('holds a role that was made by hand for a service to its policies once it has one', async () => {
    const AssumeRolePolicyDocument = trust({ Service: 'states.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName: 'runner', AssumeRolePolicyDocument }));
    const arn = 'arn:aws:iam::000000000000:role/runner';
    const principal = endpoint.identities.assumeForService(arn, 'states.amazonaws.com', 'run');
    const credentials = endpoint.identities.issueCredentials(principal);
    const runner = new IAMClient({ ...endpoint.client, credentials });
    const ask = () => runner.send(new GetRoleCommand({ RoleName: 'runner' }));
    await expect(ask()).resolves.toMatchObject({ Role: { RoleName: 'runner' } });

    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'runner', PolicyName: 'nothing', PolicyDocument }));
    await expect(ask()).rejects.toMatchObject({ name: 'AccessDenied' });
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'runner', PolicyName: 'nothing' }));
    await expect(ask()).rejects.toMatchObject({ name: 'AccessDenied' });
    runner.destroy();
  });

  it('holds a role of a template to its policies from the start', async () => {
    endpoint.roles.create({ name: 'deployed', trustPolicy: trust({ Service: 'states.amazonaws.com' }) });
    expect(endpoint.roles.get('deployed').unrestricted).toBe(false);
  });

  it('lets nobody assume a role that does not trust them', async () => {
    const lambdaTrust = trust({ Service: 'lambda.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName: 'function', AssumeRolePolicyDocument: lambdaTrust }));
    await expect(assumed('arn:aws:iam::000000000000:role/function')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assumed('arn:aws:iam::000000000000:role/nobody')).rejects.toMatchObject({ name: 'AccessDenied' });
    const arn = 'arn:aws:iam::000000000000:role/function';
    expect(endpoint.identities.assumeForService(arn, 'lambda.amazonaws.com', 'f')).toMatchObject({
      roleName: 'function',
    });
    expect(() => endpoint.identities.assumeForService(arn, 'states.amazonaws.com', 'f')).toThrow('its trust policy');
  });

  it('answers with the error codes of IAM', async () => {
    await expect(iam.send(new GetRoleCommand({ RoleName: 'x' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    });
    await iam.send(new CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: ACCOUNT_TRUST }));
    await expect(
      iam.send(new CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: ACCOUNT_TRUST })),
    ).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    await expect(
      iam.send(new CreateRoleCommand({ RoleName: 'y', AssumeRolePolicyDocument: '{' })),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: 'x',
        PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      }),
    );
    await expect(iam.send(new DeleteRoleCommand({ RoleName: 'x' }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
    });
  });
});
