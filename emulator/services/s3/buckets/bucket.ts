import type {
  BucketVersioningStatus,
  CORSRule,
  ErrorDocument,
  IndexDocument,
  LifecycleRule,
  LoggingEnabled,
  NotificationConfiguration,
  ObjectLockConfiguration,
  ObjectOwnership,
  Payer,
  PublicAccessBlockConfiguration,
  RedirectAllRequestsTo,
  RoutingRule,
  ServerSideEncryptionRule,
  TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';

/** `PutBucketWebsite`'s configuration. */
export interface Website {
  readonly ErrorDocument?: ErrorDocument | undefined;
  readonly IndexDocument?: IndexDocument | undefined;
  readonly RedirectAllRequestsTo?: RedirectAllRequestsTo | undefined;
  readonly RoutingRules?: RoutingRule[] | undefined;
}

/** All that can be configured on a bucket; what is absent was never set. */
export interface BucketSettings {
  /** Absent until versioning is first enabled; then it can only be suspended. */
  readonly versioning?: BucketVersioningStatus;
  /** The policy document as it was put. */
  readonly policy?: string;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration;
  readonly ownership?: ObjectOwnership;
  readonly encryption?: readonly ServerSideEncryptionRule[];
  readonly cors?: readonly CORSRule[];
  readonly lifecycle?: readonly LifecycleRule[];
  readonly lifecycleMinimumSize?: TransitionDefaultMinimumObjectSize;
  readonly notification?: NotificationConfiguration;
  readonly website?: Website;
  readonly logging?: LoggingEnabled;
  readonly requestPayer?: Payer;
  readonly acceleration?: 'Enabled' | 'Suspended';
  readonly objectLock?: ObjectLockConfiguration;
  readonly tags?: Readonly<Record<string, string>>;
  /** The stack's resource that made the bucket, when a template did. */
  readonly madeBy?: string;
}

export interface Bucket {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly settings: BucketSettings;
  /** The parsed bucket policy, for evaluation. */
  readonly policy: unknown;
}

/** A new bucket blocks public access and disables ACLs (https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html). */
export const NEW_BUCKET_SETTINGS: BucketSettings = {
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  ownership: 'BucketOwnerEnforced',
};
