import type { Door } from '../../door/door.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Handler } from '../../door/wire/server.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import { Distributions } from './distributions.ts';
import { Edge } from './edge/edge.ts';
import { Invalidations } from './invalidations.ts';
import { getDistribution, listDistributions } from './operations/distributions.ts';
import { createInvalidation, getInvalidation } from './operations/invalidations.ts';
import { distributionResource } from './resources/distribution.ts';
import {
  cachePolicyResource,
  originAccessControlResource,
  originRequestPolicyResource,
} from './resources/origin-access-control.ts';
import { responseHeadersPolicyResource } from './resources/response-headers-policy.ts';

export interface CloudFrontDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly door: Door;
  readonly endpoint: () => string;
}

export interface CloudFront extends ServiceDefinition {
  /** Serves the distributions. */
  readonly edge: Handler;
  /**
   * Where a distribution is reached on the web port: the first one at the port itself, others by their name below localhost.
   *
   * @param domainName `d111111abcdef8.cloudfront.net`
   */
  siteUrl(domainName: string, webPort: number): string;
}

const GAPS = [
  'Nothing is cached at the edge: every request asks its origin, and an invalidation is complete at once. Cache and origin request policies are kept and change nothing.',
  'CloudFront Functions, Lambda@Edge, signed URLs, origin groups, origin access identities, real-time logs and tenants are refused by the name of their property.',
  'Distributions are made by CloudFormation; the API reads them and takes invalidations.',
];

/** Amazon CloudFront (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html): sites as their distributions serve them. */
export function createCloudFront(deps: CloudFrontDeps): CloudFront {
  const distributions = new Distributions(deps);
  const invalidations = new Invalidations(deps.store);
  const edge = new Edge({ ...deps, distributions });
  const parts = { ...deps, distributions, invalidations };
  return {
    name: 'cloudfront',
    signingName: 'cloudfront',
    sdk: '@aws-sdk/client-cloudfront',
    protocol: 'rest-xml',
    xmlNamespace: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
    accessDeniedCode: 'AccessDenied',
    operations: [
      listDistributions(distributions),
      getDistribution(distributions),
      createInvalidation(parts),
      getInvalidation(parts),
    ],
    resources: [
      distributionResource(parts),
      responseHeadersPolicyResource(parts),
      originAccessControlResource(deps),
      cachePolicyResource(deps),
      originRequestPolicyResource(deps),
    ],
    gaps: GAPS,
    edge: (message, signal) => edge.answer(message, signal),
    siteUrl(domainName, webPort) {
      const [first] = distributions.all();
      const host = !first || first.domainName === domainName ? 'localhost' : `${domainName.split('.')[0]}.localhost`;
      return `http://${host}:${webPort}`;
    },
  };
}
