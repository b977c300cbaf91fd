import { z } from 'zod';
import { flag, json, number, tags, text } from '../../../template/scalars.ts';

const encryptionRule = z.strictObject({
  BucketKeyEnabled: flag.optional(),
  ServerSideEncryptionByDefault: z.strictObject({ SSEAlgorithm: text, KMSMasterKeyID: text.optional() }).optional(),
  BlockedEncryptionTypes: z.strictObject({ EncryptionType: z.array(text) }).optional(),
});

const corsRule = z.strictObject({
  AllowedHeaders: z.array(text).optional(),
  AllowedMethods: z.array(text),
  AllowedOrigins: z.array(text),
  ExposedHeaders: z.array(text).optional(),
  Id: text.optional(),
  MaxAge: number.optional(),
});

const transition = z.strictObject({
  StorageClass: text,
  TransitionDate: text.optional(),
  TransitionInDays: number.optional(),
});

const noncurrentTransition = z.strictObject({
  StorageClass: text,
  TransitionInDays: number,
  NewerNoncurrentVersions: number.optional(),
});

const lifecycleRule = z.strictObject({
  Id: text.optional(),
  Status: text,
  Prefix: text.optional(),
  TagFilters: z.array(z.strictObject({ Key: text, Value: text })).optional(),
  ObjectSizeGreaterThan: number.optional(),
  ObjectSizeLessThan: number.optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: number }).optional(),
  ExpirationDate: text.optional(),
  ExpirationInDays: number.optional(),
  ExpiredObjectDeleteMarker: flag.optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: number, NewerNoncurrentVersions: number.optional() })
    .optional(),
  NoncurrentVersionExpirationInDays: number.optional(),
  Transition: transition.optional(),
  Transitions: z.array(transition).optional(),
  NoncurrentVersionTransition: noncurrentTransition.optional(),
  NoncurrentVersionTransitions: z.array(noncurrentTransition).optional(),
});

const filter = z.strictObject({
  S3Key: z.strictObject({ Rules: z.array(z.strictObject({ Name: text, Value: text })) }),
});

const notifications = z.strictObject({
  EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: flag.optional() }).optional(),
  LambdaConfigurations: z.array(z.strictObject({ Event: text, Filter: filter.optional(), Function: text })).optional(),
  QueueConfigurations: z.array(z.strictObject({ Event: text, Filter: filter.optional(), Queue: text })).optional(),
  TopicConfigurations: z.array(z.strictObject({ Event: text, Filter: filter.optional(), Topic: text })).optional(),
});

const website = z.strictObject({
  ErrorDocument: text.optional(),
  IndexDocument: text.optional(),
  RedirectAllRequestsTo: z.strictObject({ HostName: text, Protocol: text.optional() }).optional(),
  RoutingRules: z
    .array(
      z.strictObject({
        RedirectRule: z.strictObject({
          HostName: text.optional(),
          HttpRedirectCode: text.optional(),
          Protocol: text.optional(),
          ReplaceKeyPrefixWith: text.optional(),
          ReplaceKeyWith: text.optional(),
        }),
        RoutingRuleCondition: z
          .strictObject({ HttpErrorCodeReturnedEquals: text.optional(), KeyPrefixEquals: text.optional() })
          .optional(),
      }),
    )
    .optional(),
});

/** The properties of a bucket (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html). */
export const bucketSchema = z.strictObject({
  BucketName: text.optional(),
  // Only those that leave the bucket private, and so change nothing: policies decide here.
  AccessControl: z.enum(['Private', 'BucketOwnerFullControl', 'BucketOwnerRead', 'LogDeliveryWrite']).optional(),
  AccelerateConfiguration: z.strictObject({ AccelerationStatus: z.enum(['Enabled', 'Suspended']) }).optional(),
  AnalyticsConfigurations: z.array(json).optional(),
  BucketEncryption: z.strictObject({ ServerSideEncryptionConfiguration: z.array(encryptionRule) }).optional(),
  CorsConfiguration: z.strictObject({ CorsRules: z.array(corsRule) }).optional(),
  IntelligentTieringConfigurations: z.array(json).optional(),
  InventoryConfigurations: z.array(json).optional(),
  LifecycleConfiguration: z
    .strictObject({
      Rules: z.array(lifecycleRule),
      TransitionDefaultMinimumObjectSize: z.enum(['all_storage_classes_128K', 'varies_by_storage_class']).optional(),
    })
    .optional(),
  LoggingConfiguration: z
    .strictObject({
      DestinationBucketName: text.optional(),
      LogFilePrefix: text.optional(),
      TargetObjectKeyFormat: json.optional(),
    })
    .optional(),
  MetricsConfigurations: z.array(json).optional(),
  NotificationConfiguration: notifications.optional(),
  ObjectLockEnabled: flag.optional(),
  ObjectLockConfiguration: z
    .strictObject({
      ObjectLockEnabled: text.optional(),
      Rule: z
        .strictObject({
          DefaultRetention: z.strictObject({
            Mode: z.enum(['COMPLIANCE', 'GOVERNANCE']),
            Days: number.optional(),
            Years: number.optional(),
          }),
        })
        .optional(),
    })
    .optional(),
  OwnershipControls: z
    .strictObject({
      Rules: z.array(
        z.strictObject({ ObjectOwnership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']) }),
      ),
    })
    .optional(),
  PublicAccessBlockConfiguration: z
    .strictObject({
      BlockPublicAcls: flag.optional(),
      BlockPublicPolicy: flag.optional(),
      IgnorePublicAcls: flag.optional(),
      RestrictPublicBuckets: flag.optional(),
    })
    .optional(),
  Tags: tags.optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  WebsiteConfiguration: website.optional(),
});

export type BucketProperties = z.output<typeof bucketSchema>;
export type LifecycleRuleProperties = z.output<typeof lifecycleRule>;
export type NotificationProperties = z.output<typeof notifications>;

const NOT_CARRIED_OUT = 'objects stay in the storage class they were written with';
const NO_REPORTS = 'no reports or metrics about storage are made locally';

/** What is accepted without local effect. */
export const BUCKET_INERT: Readonly<Record<string, string>> = {
  AccelerateConfiguration: 'kept and shown; there is no edge network',
  AnalyticsConfigurations: NO_REPORTS,
  InventoryConfigurations: NO_REPORTS,
  MetricsConfigurations: NO_REPORTS,
  IntelligentTieringConfigurations: NOT_CARRIED_OUT,
  LoggingConfiguration: 'kept and shown; no access logs are written',
  WebsiteConfiguration: 'kept and shown; website endpoints are not served',
  'LifecycleConfiguration.Rules.Transition': NOT_CARRIED_OUT,
  'LifecycleConfiguration.Rules.Transitions': NOT_CARRIED_OUT,
  'LifecycleConfiguration.Rules.NoncurrentVersionTransition': NOT_CARRIED_OUT,
  'LifecycleConfiguration.Rules.NoncurrentVersionTransitions': NOT_CARRIED_OUT,
};
