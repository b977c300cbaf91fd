import { z } from 'zod';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, number, tags, text } from '../../../template/scalars.ts';
import type { Distributions } from '../distributions.ts';
import type { Behavior, Distribution, Origin } from '../model.ts';

const behavior = z.strictObject({
  TargetOriginId: text,
  ViewerProtocolPolicy: z.enum(['allow-all', 'https-only', 'redirect-to-https']),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachedMethods: z.array(z.string()).optional(),
  CachePolicyId: text.optional(),
  OriginRequestPolicyId: text.optional(),
  ResponseHeadersPolicyId: text.optional(),
  Compress: flag.default(false),
});

const origin = z.strictObject({
  Id: text,
  DomainName: text,
  OriginPath: text.default(''),
  OriginAccessControlId: text.optional(),
  OriginCustomHeaders: z.array(z.strictObject({ HeaderName: text, HeaderValue: text })).default([]),
  S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal('').optional() }).optional(),
  CustomOriginConfig: z
    .strictObject({
      OriginProtocolPolicy: z.enum(['http-only', 'match-viewer', 'https-only']),
      HTTPPort: number.optional(),
      HTTPSPort: number.optional(),
      OriginSSLProtocols: z.array(z.string()).optional(),
      OriginReadTimeout: number.optional(),
      OriginKeepaliveTimeout: number.optional(),
    })
    .optional(),
  ConnectionAttempts: number.optional(),
  ConnectionTimeout: number.optional(),
});

const schema = z.strictObject({
  DistributionConfig: z.strictObject({
    Enabled: flag,
    Comment: text.default(''),
    DefaultRootObject: text.default(''),
    Aliases: z.array(text).default([]),
    Origins: z.array(origin).min(1),
    DefaultCacheBehavior: behavior,
    CacheBehaviors: z.array(behavior.extend({ PathPattern: text })).default([]),
    CustomErrorResponses: z
      .array(
        z.strictObject({
          ErrorCode: number,
          ResponseCode: number.optional(),
          ResponsePagePath: text.optional(),
          ErrorCachingMinTTL: number.optional(),
        }),
      )
      .default([]),
    HttpVersion: text.optional(),
    IPV6Enabled: flag.optional(),
    PriceClass: text.optional(),
    ViewerCertificate: z.json().optional(),
    Logging: z.json().optional(),
    WebACLId: text.optional(),
    Restrictions: z.json().optional(),
  }),
  Tags: tags.optional(),
});

type Properties = z.output<typeof schema>;

/** Of the codes in ids and domain names. */
const CODE_LENGTH = 13;

const INERT = {
  'DistributionConfig.HttpVersion': 'The page is served over HTTP/1.1.',
  'DistributionConfig.IPV6Enabled': 'Both loopback addresses are served.',
  'DistributionConfig.PriceClass': 'There is one edge: this machine.',
  'DistributionConfig.ViewerCertificate': 'The page is served without TLS, to this machine alone.',
  'DistributionConfig.Logging': 'Requests are not logged.',
  'DistributionConfig.WebACLId': 'There is no web application firewall.',
  'DistributionConfig.Restrictions': 'Every request comes from this machine.',
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-distribution.html */
export function distributionResource(deps: {
  readonly distributions: Distributions;
  readonly clock: Clock;
  readonly ids: Ids;
}) {
  const { distributions, clock, ids } = deps;
  const save = (properties: Properties, id: string, domainName: string) => {
    const lastModified = new Date(clock.now()).toISOString();
    distributions.put({ ...distributionOf(properties), id, domainName, lastModified });
    return { physicalId: id, attributes: { Id: id, DomainName: domainName } };
  };
  return resourceType({
    type: 'AWS::CloudFront::Distribution',
    schema,
    inert: INERT,
    attributes: ['Id', 'DomainName'],
    createOnly: [],
    create: (properties) =>
      save(properties, `E${ids.letters(CODE_LENGTH)}`, `d${ids.letters(CODE_LENGTH).toLowerCase()}.cloudfront.net`),
    update({ physicalId, properties }) {
      const before = distributions.find(physicalId);
      if (!before) throw new Error(`There is no distribution ${physicalId}`);
      return save(properties, physicalId, before.domainName);
    },
    delete: ({ physicalId }) => distributions.delete(physicalId),
  });
}

function distributionOf({
  DistributionConfig: config,
}: Properties): Omit<Distribution, 'id' | 'domainName' | 'lastModified'> {
  return {
    comment: config.Comment,
    enabled: config.Enabled,
    defaultRootObject: config.DefaultRootObject,
    aliases: config.Aliases,
    origins: config.Origins.map(originOf),
    behaviors: config.CacheBehaviors.map((properties) => ({
      ...behaviorOf(properties),
      pathPattern: properties.PathPattern,
    })),
    defaultBehavior: behaviorOf(config.DefaultCacheBehavior),
    errorResponses: config.CustomErrorResponses.map(({ ErrorCode, ResponseCode, ResponsePagePath }) => ({
      errorCode: ErrorCode,
      responseCode: ResponseCode,
      pagePath: ResponsePagePath,
    })),
  };
}

function behaviorOf(properties: z.output<typeof behavior>): Behavior {
  return {
    originId: properties.TargetOriginId,
    allowedMethods: properties.AllowedMethods,
    compress: properties.Compress,
    responseHeadersPolicyId: properties.ResponseHeadersPolicyId,
  };
}

function originOf(properties: z.output<typeof origin>): Origin {
  return {
    id: properties.Id,
    domainName: properties.DomainName,
    path: properties.OriginPath,
    headers: Object.fromEntries(
      properties.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
    ),
    signed: properties.OriginAccessControlId !== undefined,
  };
}
