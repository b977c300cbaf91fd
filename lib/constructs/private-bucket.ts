import { Duration, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type CorsRule,
  HttpMethods,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { globalName } from '../naming.ts';

export interface PrivateBucketProps {
  readonly stage: StageConfig;
  /** The bucket is `telar-<stage>-<name>-<account>-<region>`. */
  readonly name: string;
  /** How long a version that was replaced or deleted is kept; without it, there are no versions. */
  readonly keepVersionsFor?: Duration;
  /** What happens to objects as they grow old, beside the clearing away of leftovers. */
  readonly lifecycleRules?: readonly LifecycleRule[];
  /** Whether EventBridge's default bus hears of every object that is created or deleted. */
  readonly announcesChanges?: boolean;
  /** Pages that may upload to it from a browser, with a form that was signed for them. */
  readonly uploadOrigins?: readonly string[];
}

/** How long a browser may remember what it was told about other origins. */
const CORS_MAX_AGE_SECONDS = 3_600;

/** How long the parts of an upload that nobody finished are kept. */
const UNFINISHED_UPLOAD_RETENTION = Duration.days(1);

/** A private, encrypted bucket that answers over TLS only. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id, {
      bucketName: globalName(props.stage, props.name),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      ...(props.uploadOrigins && { cors: [uploadsFrom(props.uploadOrigins)] }),
      versioned: props.keepVersionsFor !== undefined,
      lifecycleRules: [clearing(props.keepVersionsFor), ...(props.lifecycleRules ?? [])],
      // No autoDeleteObjects: it would leave a function behind that may empty the bucket. In dev, empty it before you destroy it.
      removalPolicy: props.stage.removalPolicy,
    });
    if (props.announcesChanges) this.announceChanges();
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'What is written here leaves an event in the archive of the bus and an execution; reads need CloudTrail data events, an account-wide choice.',
    });
  }

  /** Through the L1 property: the L2's eventBridgeEnabled brings a custom resource with a function and a role of its own. */
  private announceChanges(): void {
    const { defaultChild } = this.node;
    if (!(defaultChild instanceof CfnBucket)) throw new Error(`${this.node.path} has no CfnBucket`);
    defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
}

function uploadsFrom(origins: readonly string[]): CorsRule {
  return {
    allowedOrigins: [...origins],
    allowedMethods: [HttpMethods.POST],
    allowedHeaders: ['*'],
    maxAge: CORS_MAX_AGE_SECONDS,
  };
}

function clearing(keepVersionsFor: Duration | undefined): LifecycleRule {
  return {
    id: 'forget-leftovers',
    abortIncompleteMultipartUploadAfter: UNFINISHED_UPLOAD_RETENTION,
    ...(keepVersionsFor && { noncurrentVersionExpiration: keepVersionsFor, expiredObjectDeleteMarker: true }),
  };
}
