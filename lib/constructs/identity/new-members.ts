import { Duration } from 'aws-cdk-lib';
import { UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ServiceFunction } from '../service-function.ts';
import type { People } from './people.ts';

export interface NewMembersProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly people: People;
}

/** The function that Cognito calls when somebody has confirmed the address, and that puts them into the group of members. */
export class NewMembers extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, people }: NewMembersProps) {
    super(scope, id);
    const { userPool, groups } = people;
    const { lambdaFunction } = new ServiceFunction(this, 'Welcome', {
      stage,
      bundles,
      source: 'identity/welcome',
      takesOverAtOnce: true,
      description: 'Makes a member of whoever has signed up',
      memoryMegabytes: 256,
      // Cognito waits for five seconds: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
      timeout: Duration.seconds(5),
      environment: { MEMBER_GROUP: groups.member.groupName ?? '' },
      permissions: [],
    });
    userPool.addTrigger(UserPoolOperation.POST_CONFIRMATION, lambdaFunction);
    // Beside the role, not in it: the pool names the function, which waits for its role, which would wait for the pool.
    new Policy(this, 'AddToGroup', {
      statements: [
        new PolicyStatement({ actions: ['cognito-idp:AdminAddUserToGroup'], resources: [userPool.userPoolArn] }),
      ],
      ...(lambdaFunction.role && { roles: [lambdaFunction.role] }),
    });
  }
}
