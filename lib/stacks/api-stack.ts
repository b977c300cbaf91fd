import { CfnOutput } from 'aws-cdk-lib';
import type { IUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { describeRoute } from '../../functions/api/describe/route.ts';
import { notFoundRoute } from '../../functions/api/not-found/route.ts';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import { ApiRoute } from '../constructs/api/api-route.ts';
import { type Api, TelarApi } from '../constructs/api/telar-api.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface ApiStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly userPool: UserPool;
  readonly client: IUserPoolClient;
  readonly webOrigins: readonly string[];
}

/** The HTTP API itself. Each domain adds its routes in its own stack; those that look across the domains are in the stack overview. */
export class ApiStack extends TelarStack {
  readonly api: Api;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    this.api = new TelarApi(this, 'Api', props);

    const common = { stage: props.stage, bundles: props.bundles, api: this.api, environment: {}, permissions: [] };
    new ApiRoute(this, 'Describe', { ...common, source: 'api/describe', route: describeRoute });
    new ApiRoute(this, 'NotFound', { ...common, source: 'api/not-found', route: notFoundRoute });

    new CfnOutput(this, 'ApiUrl', { value: this.api.url, description: 'The HTTP API; openapi.json describes it' });
  }
}
