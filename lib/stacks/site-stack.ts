import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Site } from '../constructs/web/site.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

/** Where the web page is served from. It knows nothing of the page, so that API and sign-in can be told of it first. */
export class SiteStack extends TelarStack {
  readonly site: Site;

  constructor(scope: Construct, id: string, props: TelarStackProps) {
    super(scope, id, props);
    this.site = new Site(this, 'Site', { stage: props.stage });
    new CfnOutput(this, 'WebUrl', { value: this.site.url, description: 'The web page' });
  }
}
