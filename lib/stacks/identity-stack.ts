import { CfnOutput } from 'aws-cdk-lib';
import type { IUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import { DemoUser } from '../constructs/identity/demo-user.ts';
import { NewMembers } from '../constructs/identity/new-members.ts';
import { People } from '../constructs/identity/people.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface IdentityStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly webOrigins: readonly string[];
}

/** Who people are: sign-up, sign-in, and the groups that decide what they may do. */
export class IdentityStack extends TelarStack {
  readonly userPool: UserPool;
  readonly client: IUserPoolClient;

  constructor(scope: Construct, id: string, props: IdentityStackProps) {
    super(scope, id, props);
    const { stage, bundles, webOrigins } = props;
    const people = new People(this, 'People', { stage, webOrigins });
    new NewMembers(this, 'NewMembers', { stage, bundles, people });
    this.userPool = people.userPool;
    this.client = people.client;

    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.client.userPoolClientId, description: 'Sign in with this' });
    if (stage.identity.demoUser) this.addDemoUser(new DemoUser(this, 'DemoUser', { stage, bundles, people }));
  }

  private addDemoUser({ email, password }: DemoUser): void {
    new CfnOutput(this, 'DemoUserEmail', { value: email, description: 'A user to try things with' });
    new CfnOutput(this, 'DemoUserPassword', { value: password });
  }
}
