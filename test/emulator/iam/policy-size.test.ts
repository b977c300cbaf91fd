import { CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { startEndpoint } from '../support/endpoint.ts';

/** A policy of so many characters, not counting white space, which there is a lot of. */
const policyOf = (characters: number): string => {
  const withResource = (resource: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::bucket/${resource}` }],
  });
  const empty = JSON.stringify(withResource('')).length;
  return JSON.stringify(withResource('x'.repeat(characters - empty)), undefined, 20);
};

describe('the size of policies', () => {
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  let iam: IAMClient;
  beforeAll(async () => {
    endpoint = await startEndpoint(() => []);
    iam = new IAMClient(endpoint.client);
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument }));
  });
  afterAll(() => endpoint.close());

  const put = (PolicyName: string, characters: number) =>
    iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName, PolicyDocument: policyOf(characters) }));

  it('is 10,240 characters at most for all inline policies of a role together, without white space', async () => {
    await put('one', 10_000);
    await put('two', 240);
    await put('one', 9_000);
    await expect(put('three', 1_001)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Maximum policy size of 10240 bytes exceeded for role reader',
    });
    await put('three', 1_000);
  });

  it('is 6,144 characters at most for a managed policy', async () => {
    const create = (PolicyName: string, characters: number) =>
      iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policyOf(characters) }));
    await create('large', 6_144);
    await expect(create('larger', 6_145)).rejects.toThrow('Cannot exceed quota for PolicySize: 6144');
  });
});
