import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { WebPage } from '../../assets/web-page.ts';
import type { StageConfig } from '../../config.ts';
import { acknowledgeAnyObject } from '../object-access.ts';
import { ServiceFunction } from '../service-function.ts';

export interface PublishedPageProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly page: WebPage;
  readonly bucket: IBucket;
  /** What /config.json says. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Puts the page and its /config.json into the bucket with every deployment that changes them.
 *
 * A function of ours with the page as its layer, instead of BucketDeployment, whose function is Python with the AWS CLI (20 MB), and may do
 * more than it needs to: see docs/decisions/web-page-is-published-by-a-function.md.
 */
export class PublishedPage extends Construct {
  constructor(scope: Construct, id: string, props: PublishedPageProps) {
    super(scope, id);
    const { stage, bundles, page, bucket, config } = props;
    const layer = new LayerVersion(this, 'Page', {
      description: `The web page, version ${page.version}`,
      code: page.code,
      compatibleArchitectures: [Architecture.ARM_64],
      compatibleRuntimes: [Runtime.NODEJS_24_X],
    });
    const publisher = new ServiceFunction(this, 'Publisher', {
      stage,
      bundles,
      source: 'web/publish',
      takesOverAtOnce: true,
      description: 'Puts the web page into its bucket',
      memoryMegabytes: 512,
      timeout: Duration.minutes(1),
      layers: [layer],
      environment: { PAGE_DIRECTORY: '/opt/page' },
      permissions: [
        new PolicyStatement({ actions: ['s3:PutObject', 's3:DeleteObject'], resources: [bucket.arnForObjects('*')] }),
        new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
      ],
    });
    acknowledgeAnyObject(publisher, bucket);

    const published = new CustomResource(this, 'Published', {
      resourceType: 'Custom::WebPage',
      serviceToken: publisher.arn,
      serviceTimeout: Duration.minutes(2),
      properties: {
        Bucket: bucket.bucketName,
        Config: config,
        Version: page.version,
        EmptyOnDelete: stage.removalPolicy === RemovalPolicy.DESTROY,
      },
    });
    published.node.addDependency(publisher);
  }
}
