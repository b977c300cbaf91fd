import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import { buildWebPage } from '../assets/web-page.ts';
import { PublishedPage } from '../constructs/web/published-page.ts';
import type { Site } from '../constructs/web/site.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface WebStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly site: Site;
  readonly userPool: IUserPool;
  readonly client: IUserPoolClient;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** `wss://…`, with its stage. */
  readonly webSocketUrl: string;
}

/** The web page itself, told where its API, its sockets and its user pool are. */
export class WebStack extends TelarStack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { stage, bundles, site, userPool, client } = props;
    new PublishedPage(this, 'Page', {
      stage,
      bundles,
      bucket: site.bucket,
      page: buildWebPage(),
      // What web/src/config.ts reads.
      config: {
        stage: stage.name,
        userPoolId: userPool.userPoolId,
        userPoolClientId: client.userPoolClientId,
        userPoolEndpoint: `https://cognito-idp.${this.region}.${this.urlSuffix}/`,
        apiUrl: props.apiUrl,
        webSocketUrl: props.webSocketUrl,
      },
    });
  }
}
