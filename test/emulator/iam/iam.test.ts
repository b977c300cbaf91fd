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
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { printFaults } from '../../../emulator/cli/fault-lines.ts';
import { Terminal } from '../../../emulator/cli/terminal.ts';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { startEndpoint } from '../support/endpoint.ts';

const trust = (Principal: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
const ACCOUNT_TRUST = trust({ AWS: 'arn:aws:iam::000000000000:root' });

describe('IAM and STS through the SDK', () => {
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  let iam: IAMClient;
  let clock: ManualClock;
  let sts: STSClient;

  beforeEach(async () => {
    clock = new ManualClock();
    endpoint = await startEndpoint(() => [], { clock });
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

  it('says once of each role without a policy what AWS would have refused it', async () => {
    const AssumeRolePolicyDocument = trust({ Service: 'states.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName: 'runner', AssumeRolePolicyDocument }));
    const arn = 'arn:aws:iam::000000000000:role/runner';
    const principal = endpoint.identities.assumeForService(arn, 'states.amazonaws.com', 'run');
    const runner = new IAMClient({
      ...endpoint.client,
      credentials: endpoint.identities.issueCredentials(principal),
    });
    const lines: string[] = [];
    const stop = printFaults(endpoint.trace, new Terminal({ write: (text) => lines.push(text) }));
    await runner.send(new GetRoleCommand({ RoleName: 'runner' }));
    await runner.send(new ListRolesCommand({}));
    expect(lines).toEqual([
      'iam The role runner has no policy yet, and was let pass with iam:GetRole: AWS refuses what no policy allows. It is held to its policies once it has one.\n',
    ]);
    stop();
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

  it('names the caller of a role by the role’s id', async () => {
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: ACCOUNT_TRUST }),
    );
    const worker = new STSClient({
      ...endpoint.client,
      credentials: await assumed('arn:aws:iam::000000000000:role/worker'),
    });
    await expect(worker.send(new GetCallerIdentityCommand())).resolves.toMatchObject({ UserId: `${Role?.RoleId}:ana` });
    worker.destroy();
  });

  it('gives a session the name and the time that the role allows, and no other', async () => {
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'worker',
        AssumeRolePolicyDocument: ACCOUNT_TRUST,
        MaxSessionDuration: 7_200,
      }),
    );
    const assume = (input: Partial<AssumeRoleCommandInput>, client = sts) =>
      client.send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::000000000000:role/worker',
          RoleSessionName: 'ana',
          ...input,
        }),
      );
    const refused = (message: string) => ({ name: 'ValidationError', message: expect.stringContaining(message) });
    await expect(assume({ RoleSessionName: 'a b' })).rejects.toMatchObject(refused('regular expression pattern'));
    await expect(assume({ RoleSessionName: 'a' })).rejects.toMatchObject(refused('greater than or equal to 2'));
    await expect(assume({ DurationSeconds: 899 })).rejects.toMatchObject(refused('greater than or equal to 900'));
    await expect(assume({ DurationSeconds: 7_201 })).rejects.toMatchObject(refused('MaxSessionDuration'));
    await expect(assume({ DurationSeconds: 7_200 })).resolves.toMatchObject({ Credentials: {} });

    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'worker', PolicyName: 'chain', PolicyDocument }));
    const credentials = await assumed('arn:aws:iam::000000000000:role/worker');
    const chained = new STSClient({ ...endpoint.client, credentials });
    await expect(assume({ DurationSeconds: 3_601 }, chained)).rejects.toMatchObject(refused('role chaining'));
    chained.destroy();
  });

  it('ends a session, and says so by the code of the protocol', async () => {
    await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: ACCOUNT_TRUST }));
    const credentials = await assumed('arn:aws:iam::000000000000:role/worker');
    clock.advance(3_600_000);
    const worker = new IAMClient({ ...endpoint.client, credentials });
    await expect(worker.send(new GetRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    worker.destroy();
  });

  it('refuses names and policies that IAM refuses', async () => {
    const role = (RoleName: string, AssumeRolePolicyDocument: string) =>
      iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await expect(role('a b', ACCOUNT_TRUST)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('The specified value for roleName is invalid'),
    });
    await expect(role('a'.repeat(65), ACCOUNT_TRUST)).rejects.toMatchObject({ name: 'ValidationError' });
    const nobody = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }],
    });
    await expect(role('x', nobody)).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'Missing required field Principal',
    });

    await role('x', ACCOUNT_TRUST);
    const put = (statement: object) => {
      const PolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement }],
      });
      return iam.send(new PutRolePolicyCommand({ RoleName: 'x', PolicyName: 'p', PolicyDocument }));
    };
    const malformed = (message: string) => ({ name: 'MalformedPolicyDocumentException', message });
    await expect(put({ Principal: '*' })).rejects.toMatchObject(
      malformed('Policy document should not specify a principal.'),
    );
    await expect(put({ Resource: undefined })).rejects.toMatchObject(
      malformed('Policy statement must contain resources.'),
    );
    await expect(put({ Action: 'GetObject' })).rejects.toMatchObject(
      malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'),
    );
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
