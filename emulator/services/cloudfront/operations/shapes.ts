import type { DistributionConfig, DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { Distributions } from '../distributions.ts';
import type { Behavior, Distribution } from '../model.ts';

/** A list as CloudFront writes it: with its length beside it. */
export const counted = <Item>(Items: readonly Item[]) => ({ Quantity: Items.length, Items: [...Items] });

export function configOf(distribution: Distribution) {
  return {
    CallerReference: distribution.id,
    Comment: distribution.comment,
    Enabled: distribution.enabled,
    DefaultRootObject: distribution.defaultRootObject,
    Aliases: counted(distribution.aliases),
    Origins: counted(
      distribution.origins.map(({ id, domainName, path }) => ({ Id: id, DomainName: domainName, OriginPath: path })),
    ),
    DefaultCacheBehavior: behaviorOf(distribution.defaultBehavior),
    CacheBehaviors: counted(
      distribution.behaviors.map((behavior) => ({ ...behaviorOf(behavior), PathPattern: behavior.pathPattern })),
    ),
    CustomErrorResponses: counted(
      distribution.errorResponses.map(({ errorCode, responseCode, pagePath }) => ({
        ErrorCode: errorCode,
        ResponseCode: responseCode?.toString(),
        ResponsePagePath: pagePath,
      })),
    ),
  } satisfies DistributionConfig;
}

export function summaryOf(distribution: Distribution, distributions: Distributions): DistributionSummary {
  const { CallerReference: _, DefaultRootObject: __, ...config } = configOf(distribution);
  return {
    ...config,
    Id: distribution.id,
    ARN: distributions.arnOf(distribution.id),
    Status: 'Deployed',
    LastModifiedTime: new Date(distribution.lastModified),
    DomainName: distribution.domainName,
    PriceClass: 'PriceClass_All',
    HttpVersion: 'http1.1',
    IsIPV6Enabled: true,
    Staging: false,
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
  };
}

function behaviorOf({ originId, compress, allowedMethods, responseHeadersPolicyId }: Behavior) {
  return {
    TargetOriginId: originId,
    ViewerProtocolPolicy: 'allow-all' as const,
    Compress: compress,
    AllowedMethods: { Quantity: allowedMethods.length, Items: [...allowedMethods] as ('GET' | 'HEAD')[] },
    ...(responseHeadersPolicyId ? { ResponseHeadersPolicyId: responseHeadersPolicyId } : {}),
  };
}
