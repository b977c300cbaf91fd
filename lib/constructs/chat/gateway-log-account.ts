import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** What AWS asks of such a role: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#set-up-access-logging-permissions */
const LOG_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
  'logs:GetLogEvents',
  'logs:FilterLogEvents',
];

/**
 * Leave for API Gateway to write logs. WebSocket APIs, as REST APIs, write theirs as the one role that an account has for it in a
 * region; HTTP APIs need none.
 *
 * So it is not Telar's alone: other APIs of the account log as it, whatever their log groups are called, and API Gateway itself tries a
 * new role by writing to `/aws/apigateway/welcome`. For the same reason it stays when its stack is deleted: another stage's APIs may log as it.
 */
export class GatewayLogAccount extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const anyGroup = Stack.of(this).formatArn({ service: 'logs', resource: 'log-group:*' });
    const role = new Role(this, 'Role', {
      description: 'What API Gateway may do to log for the WebSocket and REST APIs of the account',
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      // Within the role, so that what is kept is kept whole.
      inlinePolicies: {
        WriteLogs: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: LOG_ACTIONS, resources: [anyGroup] }),
            new PolicyStatement({ actions: ['logs:DescribeLogGroups'], resources: ['*'] }),
          ],
        }),
      },
    });
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    for (const kept of [role, account]) kept.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    Validations.of(role).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:*]',
        reason: 'One role logs for all APIs of an account, and API Gateway tries it with a log group of its own.',
      },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'DescribeLogGroups takes no resource.' },
    );
  }
}
