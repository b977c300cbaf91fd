import type {
  Event,
  FilterRuleName,
  LifecycleRule,
  LifecycleRuleFilter,
  NotificationConfiguration,
  Protocol,
  ServerSideEncryption,
  TransitionStorageClass,
} from '@aws-sdk/client-s3';
import type { Ids } from '../../../runtime/ids.ts';
import { type BucketSettings, NEW_BUCKET_SETTINGS } from '../buckets/bucket.ts';
import { publicAccessBlock, readEncryption, readOwnership, readWebsite } from '../buckets/settings.ts';
import { checkCorsRules } from '../cors.ts';
import { checkLifecycleRules } from '../lifecycle/check-rules.ts';
import { checkNotifications } from '../notifications/check-configuration.ts';
import { bucketTags, tagList } from '../tagging.ts';
import type { BucketProperties, LifecycleRuleProperties, NotificationProperties } from './bucket-schema.ts';

/**
 * A template's properties as the settings that the API would have made; each is checked as the API checks it. Only the
 * bucket policy is left out: it is a resource of its own.
 *
 * @throws AwsError
 */
export function settingsOf(properties: BucketProperties, ids: Ids): Omit<BucketSettings, 'policy'> {
  const { OwnershipControls, PublicAccessBlockConfiguration, Tags, CorsConfiguration } = properties;
  return {
    publicAccessBlock: PublicAccessBlockConfiguration
      ? publicAccessBlock(PublicAccessBlockConfiguration)
      : NEW_BUCKET_SETTINGS.publicAccessBlock,
    ownership: OwnershipControls ? readOwnership(OwnershipControls.Rules) : NEW_BUCKET_SETTINGS.ownership,
    acceleration: properties.AccelerateConfiguration?.AccelerationStatus,
    cors: CorsConfiguration && checkCorsRules(CorsConfiguration.CorsRules.map(corsRule)),
    encryption: encryption(properties),
    lifecycle: lifecycle(properties, ids),
    lifecycleMinimumSize: properties.LifecycleConfiguration?.TransitionDefaultMinimumObjectSize,
    logging: logging(properties),
    notification: properties.NotificationConfiguration && notification(properties.NotificationConfiguration, ids),
    tags: Tags && bucketTags(tagList(Tags)),
    website: website(properties),
    ...locking(properties),
  };
}

type CorsRuleProperties = NonNullable<BucketProperties['CorsConfiguration']>['CorsRules'][number];

const corsRule = ({ Id, MaxAge, ExposedHeaders, ...rest }: CorsRuleProperties) => ({
  ...rest,
  ID: Id,
  MaxAgeSeconds: MaxAge,
  ExposeHeaders: ExposedHeaders,
});

function encryption({ BucketEncryption }: BucketProperties): BucketSettings['encryption'] {
  if (!BucketEncryption) return undefined;
  return readEncryption(
    BucketEncryption.ServerSideEncryptionConfiguration.map(({ ServerSideEncryptionByDefault, BucketKeyEnabled }) => ({
      BucketKeyEnabled,
      ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault && {
        // `readEncryption` refuses what is none.
        SSEAlgorithm: ServerSideEncryptionByDefault.SSEAlgorithm as ServerSideEncryption,
        KMSMasterKeyID: ServerSideEncryptionByDefault.KMSMasterKeyID,
      },
    })),
  );
}

function lifecycle({ LifecycleConfiguration }: BucketProperties, ids: Ids): BucketSettings['lifecycle'] {
  return LifecycleConfiguration && checkLifecycleRules(LifecycleConfiguration.Rules.map(lifecycleRule), ids);
}

function lifecycleRule(rule: LifecycleRuleProperties): LifecycleRule {
  const noncurrentDays = rule.NoncurrentVersionExpirationInDays;
  const transitions = [...(rule.Transitions ?? []), ...(rule.Transition ? [rule.Transition] : [])];
  const noncurrent = [
    ...(rule.NoncurrentVersionTransitions ?? []),
    ...(rule.NoncurrentVersionTransition ? [rule.NoncurrentVersionTransition] : []),
  ];
  return {
    ID: rule.Id,
    // `checkLifecycleRules` refuses what is no status.
    Status: rule.Status as LifecycleRule['Status'],
    Filter: lifecycleFilter(rule),
    Expiration: expiration(rule),
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
    NoncurrentVersionExpiration:
      rule.NoncurrentVersionExpiration ??
      (noncurrentDays === undefined ? undefined : { NoncurrentDays: noncurrentDays }),
    Transitions:
      transitions.length === 0
        ? undefined
        : transitions.map(({ StorageClass, TransitionDate, TransitionInDays }) => ({
            StorageClass: StorageClass as TransitionStorageClass,
            Days: TransitionInDays,
            Date: TransitionDate === undefined ? undefined : new Date(TransitionDate),
          })),
    NoncurrentVersionTransitions:
      noncurrent.length === 0
        ? undefined
        : noncurrent.map(({ StorageClass, TransitionInDays, ...rest }) => ({
            StorageClass: StorageClass as TransitionStorageClass,
            NoncurrentDays: TransitionInDays,
            ...rest,
          })),
  };
}

function expiration(rule: LifecycleRuleProperties): LifecycleRule['Expiration'] {
  if (rule.ExpirationDate !== undefined) return { Date: new Date(rule.ExpirationDate) };
  if (rule.ExpirationInDays !== undefined) return { Days: rule.ExpirationInDays };
  return rule.ExpiredObjectDeleteMarker ? { ExpiredObjectDeleteMarker: true } : undefined;
}

/** One condition stands alone, several stand together under `And`. */
function lifecycleFilter(rule: LifecycleRuleProperties): LifecycleRuleFilter {
  const { Prefix, TagFilters = [], ObjectSizeGreaterThan, ObjectSizeLessThan } = rule;
  const conditions = [Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan, ...TagFilters];
  if (conditions.filter((condition) => condition !== undefined).length > 1) {
    return { And: { Prefix, Tags: TagFilters, ObjectSizeGreaterThan, ObjectSizeLessThan } };
  }
  const [Tag] = TagFilters;
  return Tag ? { Tag } : { Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan };
}

function logging({ LoggingConfiguration, BucketName }: BucketProperties): BucketSettings['logging'] {
  if (!LoggingConfiguration) return undefined;
  const { DestinationBucketName = BucketName, LogFilePrefix = '' } = LoggingConfiguration;
  return { TargetBucket: DestinationBucketName, TargetPrefix: LogFilePrefix };
}

function notification(properties: NotificationProperties, ids: Ids): NotificationConfiguration {
  const enabled =
    properties.EventBridgeConfiguration?.EventBridgeEnabled ?? properties.EventBridgeConfiguration !== undefined;
  return checkNotifications(
    {
      EventBridgeConfiguration: enabled ? {} : undefined,
      LambdaFunctionConfigurations: properties.LambdaConfigurations?.map(
        ({ Function: LambdaFunctionArn, ...rest }) => ({
          LambdaFunctionArn,
          ...subscription(rest),
        }),
      ),
      QueueConfigurations: properties.QueueConfigurations?.map(({ Queue: QueueArn, ...rest }) => ({
        QueueArn,
        ...subscription(rest),
      })),
      TopicConfigurations: properties.TopicConfigurations?.map(({ Topic: TopicArn, ...rest }) => ({
        TopicArn,
        ...subscription(rest),
      })),
    },
    ids,
  );
}

type Subscription = Pick<NonNullable<NotificationProperties['QueueConfigurations']>[number], 'Event' | 'Filter'>;

const subscription = ({ Event: event, Filter }: Subscription) => ({
  // `checkNotifications` refuses events that are not sent and rules that are not known.
  Events: [event as Event],
  ...(Filter
    ? {
        Filter: {
          Key: { FilterRules: Filter.S3Key.Rules.map(({ Name, Value }) => ({ Name: Name as FilterRuleName, Value })) },
        },
      }
    : {}),
});

function website({ WebsiteConfiguration: properties }: BucketProperties): BucketSettings['website'] {
  if (!properties) return undefined;
  const { ErrorDocument, IndexDocument, RedirectAllRequestsTo: all, RoutingRules } = properties;
  return readWebsite({
    ErrorDocument: ErrorDocument === undefined ? undefined : { Key: ErrorDocument },
    IndexDocument: IndexDocument === undefined ? undefined : { Suffix: IndexDocument },
    RedirectAllRequestsTo: all && { HostName: all.HostName, Protocol: all.Protocol as Protocol | undefined },
    RoutingRules: RoutingRules?.map(({ RedirectRule, RoutingRuleCondition }) => ({
      Condition: RoutingRuleCondition,
      Redirect: { ...RedirectRule, Protocol: RedirectRule.Protocol as Protocol | undefined },
    })),
  });
}

/** Object lock needs versioning, and turns it on. */
function locking(properties: BucketProperties): Pick<BucketSettings, 'versioning' | 'objectLock'> {
  const { VersioningConfiguration, ObjectLockEnabled, ObjectLockConfiguration } = properties;
  const locked = ObjectLockEnabled || ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
  if (!locked) return { versioning: VersioningConfiguration?.Status, objectLock: undefined };
  return {
    versioning: 'Enabled',
    objectLock: {
      ObjectLockEnabled: 'Enabled',
      ...(ObjectLockConfiguration?.Rule ? { Rule: ObjectLockConfiguration.Rule } : {}),
    },
  };
}
