import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { assemblyOf, removeAssemblies } from '../template/support.ts';

const WRITES = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** A role for API Gateway's logs, as a template gives it to the account. */
function logAccount({ service = 'apigateway.amazonaws.com', logGroups }: { service?: string; logGroups: string }) {
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: WRITES,
        Resource: { 'Fn::Sub': `arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${logGroups}` },
      },
    ],
  };
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } };
  return {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
          Policies: [{ PolicyName: 'Logs', PolicyDocument }],
        },
      },
      Account: {
        Type: 'AWS::ApiGateway::Account',
        Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
    },
  };
}

describe('the role that API Gateway logs as', () => {
  let cloud: Cloud;
  beforeEach(async () => {
    cloud = await startCloud({});
  });
  afterEach(() => cloud.close());
  afterAll(removeAssemblies);

  it('is taken when it may write any log', async () => {
    await cloud.deployer.deploy(assemblyOf({ app: logAccount({ logGroups: '*' }) }));
  });

  it.each([
    ['may write the logs of one API only', { logGroups: '/aws/vendedlogs/mine*' }],
    ['trusts another service', { logGroups: '*', service: 'lambda.amazonaws.com' }],
  ])('is refused when it %s', async (_, given) => {
    await expect(cloud.deployer.deploy(assemblyOf({ app: logAccount(given) }))).rejects.toThrow(
      'The role ARN does not have required permissions configured.',
    );
  });
});
