import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import type { CognitoParts } from '../parts.ts';
import type { PoolDomain } from '../pools/domains.ts';

const schema = z.strictObject({
  UserPoolId: text,
  Domain: text,
  CustomDomainConfig: z.strictObject({ CertificateArn: text.optional() }).optional(),
  ManagedLoginVersion: number.optional(),
});

const domainOf = (properties: z.output<typeof schema>): PoolDomain => ({
  domain: properties.Domain,
  poolId: properties.UserPoolId,
  custom: properties.CustomDomainConfig && { CertificateArn: properties.CustomDomainConfig.CertificateArn },
  managedLoginVersion: properties.ManagedLoginVersion ?? 1,
});

/** What every domain of its own is said to be served by. */
const CLOUDFRONT = 'd111111abcdef8.cloudfront.net';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooldomain.html */
export function userPoolDomainResource({ pools, domains }: CognitoParts) {
  const deployed = ({ domain, custom }: PoolDomain) => ({
    physicalId: domain,
    attributes: { CloudFrontDistribution: custom ? CLOUDFRONT : '' },
  });
  return resourceType({
    type: 'AWS::Cognito::UserPoolDomain',
    schema,
    inert: { ManagedLoginVersion: 'kept and shown; no pages are served under a domain here' },
    attributes: ['CloudFrontDistribution'],
    createOnly: ['UserPoolId', 'Domain'],
    create(properties) {
      pools.get(properties.UserPoolId);
      return deployed(domains.create(domainOf(properties)));
    },
    update: ({ properties }) => deployed(domains.write(domainOf(properties))),
    delete: ({ physicalId }) => domains.delete(physicalId),
  });
}
