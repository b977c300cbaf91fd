import type {
  ObjectLockConfiguration,
  ObjectOwnership,
  OwnershipControlsRule,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionRule,
  WebsiteConfiguration,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../door/errors.ts';
import { invalidArgument, malformedXml, notImplemented } from '../errors.ts';
import type { Bucket, Website } from './bucket.ts';

// How settings are read, by the API and by templates alike. Each throws what S3 answers to what cannot be.

const OWNERSHIPS = new Set<unknown>(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']);
const ENCRYPTIONS = new Set<unknown>(['AES256', 'aws:kms', 'aws:kms:dsse']);

/** What is left out is off. */
export const publicAccessBlock = (
  configuration: PublicAccessBlockConfiguration = {},
): PublicAccessBlockConfiguration => ({
  BlockPublicAcls: configuration.BlockPublicAcls ?? false,
  IgnorePublicAcls: configuration.IgnorePublicAcls ?? false,
  BlockPublicPolicy: configuration.BlockPublicPolicy ?? false,
  RestrictPublicBuckets: configuration.RestrictPublicBuckets ?? false,
});

/** @throws AwsError MalformedXML */
export function readOwnership(rules: readonly OwnershipControlsRule[] | undefined): ObjectOwnership {
  const [rule, ...others] = rules ?? [];
  if (others.length > 0 || !rule?.ObjectOwnership || !OWNERSHIPS.has(rule.ObjectOwnership)) throw malformedXml();
  return rule.ObjectOwnership;
}

/** @throws AwsError MalformedXML, InvalidArgument */
export function readEncryption(rules: readonly ServerSideEncryptionRule[] | undefined): ServerSideEncryptionRule[] {
  const [rule, ...others] = rules ?? [];
  if (!rule || others.length > 0) throw malformedXml();
  const byDefault = rule.ApplyServerSideEncryptionByDefault;
  if (byDefault && !ENCRYPTIONS.has(byDefault.SSEAlgorithm)) throw malformedXml();
  if (byDefault?.SSEAlgorithm === 'AES256' && byDefault.KMSMasterKeyID) {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'ApplyServerSideEncryptionByDefault',
    );
  }
  return [rule];
}

/** @throws AwsError MalformedXML, InvalidBucketState */
export function readObjectLock(configuration: ObjectLockConfiguration | undefined, { settings }: Bucket) {
  if (settings.versioning !== 'Enabled') {
    throw new AwsError(
      'InvalidBucketState',
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      { status: 409 },
    );
  }
  if (configuration?.ObjectLockEnabled !== 'Enabled') throw malformedXml();
  const retention = configuration.Rule?.DefaultRetention;
  if (retention?.DefaultEventHold) throw notImplemented('DefaultEventHold');
  const periods = [retention?.Days, retention?.Years].filter((period) => period !== undefined);
  if (configuration.Rule && (!retention?.Mode || periods.length !== 1)) throw malformedXml();
  if (periods.some((period) => period <= 0)) {
    throw invalidArgument('Default retention period must be a positive integer value.');
  }
  return configuration;
}

/** @throws AwsError InvalidArgument */
export function readWebsite(configuration: WebsiteConfiguration | undefined): Website {
  const { ErrorDocument, IndexDocument, RedirectAllRequestsTo, RoutingRules } = configuration ?? {};
  if (RedirectAllRequestsTo && (IndexDocument || ErrorDocument || RoutingRules)) {
    throw invalidArgument('RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.');
  }
  if (!RedirectAllRequestsTo && !IndexDocument?.Suffix) {
    throw invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    );
  }
  if (IndexDocument?.Suffix?.includes('/')) {
    throw invalidArgument('The IndexDocument Suffix is not well formed', 'IndexDocument', IndexDocument.Suffix);
  }
  return { ErrorDocument, IndexDocument, RedirectAllRequestsTo, RoutingRules };
}
