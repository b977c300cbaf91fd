import { CfnOutput } from 'aws-cdk-lib';
import type { IUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { type Api, TelarApi } from '../constructs/api/telar-api.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface ApiStackProps extends TelarStackProps {
  readonly userPool: UserPool;
  readonly client: IUserPoolClient;
}

/** The HTTP API itself. Each domain adds its routes in its own stack; those that look across the domains are in the stack overview. */
export class ApiStack extends TelarStack {
  readonly api: Api;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    this.api = new TelarApi(this, 'Api', props);

    new CfnOutput(this, 'ApiUrl', { value: this.api.url, description: 'The HTTP API; openapi.json describes it' });
  }
}
