import { Aws, CustomResource, Duration, Fn } from 'aws-cdk-lib';
import { CfnUserPoolUser, CfnUserPoolUserToGroupAttachment } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ServiceFunction } from '../service-function.ts';
import type { People } from './people.ts';

export interface DemoUserProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly people: People;
}

const EMAIL = 'demo@telar.example';

/**
 * Somebody to try things with: an admin and a member.
 *
 * CloudFormation makes users without a password, so that a function sets it. The password is not in the source, where all the world
 * would read it: it comes from the stack's id, which is another for each deployment and known to those who may look at the stack.
 */
export class DemoUser extends Construct {
  readonly email = EMAIL;
  readonly password = `Demo-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`;

  constructor(scope: Construct, id: string, props: DemoUserProps) {
    super(scope, id);
    const user = this.addUser(props.people);
    this.setPassword(user, props);
  }

  private addUser({ userPool, groups }: People): CfnUserPoolUser {
    const { userPoolId } = userPool;
    const user = new CfnUserPoolUser(this, 'User', {
      userPoolId,
      username: EMAIL,
      messageAction: 'SUPPRESS',
      userAttributes: [
        { name: 'email', value: EMAIL },
        { name: 'email_verified', value: 'true' },
        { name: 'name', value: 'Demo' },
      ],
    });
    for (const group of Object.values(groups)) {
      const membership = new CfnUserPoolUserToGroupAttachment(this, `In-${group.groupName}`, {
        userPoolId,
        username: EMAIL,
        groupName: group.ref,
      });
      membership.node.addDependency(user);
    }
    return user;
  }

  private setPassword(user: CfnUserPoolUser, { stage, bundles, people: { userPool } }: DemoUserProps): void {
    const setter = new ServiceFunction(this, 'SetPassword', {
      stage,
      bundles,
      source: 'identity/demo-user',
      takesOverAtOnce: true,
      description: 'Sets the password of the demo user',
      memoryMegabytes: 256,
      timeout: Duration.seconds(30),
      environment: {},
      permissions: [
        new PolicyStatement({ actions: ['cognito-idp:AdminSetUserPassword'], resources: [userPool.userPoolArn] }),
      ],
    });
    const password = new CustomResource(this, 'Password', {
      resourceType: 'Custom::UserPassword',
      serviceToken: setter.arn,
      // The function needs a second. Without it, CloudFormation would wait an hour for one that cannot even start.
      serviceTimeout: Duration.minutes(2),
      properties: { UserPoolId: userPool.userPoolId, Username: EMAIL, Password: this.password },
    });
    password.node.addDependency(user, setter);
  }
}
